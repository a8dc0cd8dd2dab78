namespace MiniScript.Runtime.Objects;

/// <summary>The order that <see cref="MergeSort{TOrder}"/> sorts by. A struct, so that comparisons are inlined.</summary>
internal unsafe interface ISortOrder
{
    /// <summary>1 if a comes before b, 0 if not, -1 with an exception pending.</summary>
    int Less(SortEntry* a, SortEntry* b);
}
