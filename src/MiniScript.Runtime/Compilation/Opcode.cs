using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Compilation;

/// <summary>The instructions: the one table that the disassembler, the interpreter's checks and the documentation come from.</summary>
/// <remarks>
/// <code>
///  0     8     16    32    48    64
///  | op  |  D  |  A  |  B  |  C  |
///              |     |    Bx     |   32 bits, sBx signed; sC is C signed
/// </code>
/// R[x] is a register, K[x] a constant, I[x] an inline cache. Undefined registers mean absent values.
/// </remarks>
[OpcodeTable]
public enum Opcode : byte
{
    // Moves and variables.
    [Op("A B", "R[A] := R[B]", OpcodeEffects.None)]
    Move,
    [Op("A Bx", "R[A] := K[Bx]", OpcodeEffects.None)]
    LoadConstant,
    [Op("A Bx", "if R[A] is undefined: raise UnboundLocalError for the variable named K[Bx]", OpcodeEffects.Raises)]
    CheckLocal,
    [Op("A B", "R[A] … R[A+B-1] := undefined", OpcodeEffects.None)]
    Clear,
    [Op("A Bx", "as CheckLocal, then R[A] := undefined", OpcodeEffects.Raises)]
    DeleteLocal,
    [Op("A", "R[A] := new cell with R[A] in it", OpcodeEffects.Allocates)]
    MakeCell,
    [Op("A B C", "R[A] := content of the cell R[B]; if undefined: raise UnboundLocalError for the variable named K[C]", OpcodeEffects.Raises)]
    LoadCell,
    [Op("A B", "content of the cell R[A] := R[B]", OpcodeEffects.None)]
    StoreCell,
    [Op("A Bx", "content of the cell R[A] := undefined; if it was: raise as LoadCell for K[Bx]", OpcodeEffects.Raises)]
    DeleteCell,
    [Op("A B", "R[A] := content of free variable B; if undefined: raise NameError", OpcodeEffects.Raises)]
    LoadFree,
    [Op("A B", "content of free variable A := R[B]", OpcodeEffects.None)]
    StoreFree,
    [Op("A", "content of free variable A := undefined; if it was: raise NameError", OpcodeEffects.Raises)]
    DeleteFree,
    [Op("A B", "R[A] := the cell of free variable B", OpcodeEffects.None)]
    LoadClosure,
    [Op("A C", "R[A] := globals or builtins [I[C].name]", OpcodeEffects.Raises)]
    LoadGlobal,
    [Op("A C", "globals[I[C].name] := R[A]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    StoreGlobal,
    [Op("Bx", "del globals[K[Bx]]", OpcodeEffects.Raises)]
    DeleteGlobal,
    [Op("A Bx", "R[A] := locals, globals or builtins [K[Bx]]", OpcodeEffects.Raises)]
    LoadName,
    [Op("A Bx", "locals[K[Bx]] := R[A]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    StoreName,
    [Op("Bx", "del locals[K[Bx]]", OpcodeEffects.Raises)]
    DeleteName,
    [Op("A", "R[A] and those above hold nothing; let finalizers run that are due", OpcodeEffects.Allocates)]
    Reclaim,
    [Op("A B C", "R[A] := locals[K[C]] if present, else as LoadFree A B", OpcodeEffects.Raises)]
    LoadClassFree,
    [Op("A Bx", "R[A] := R[A][K[Bx]] if the mapping R[A] has it, else globals or builtins [K[Bx]]", OpcodeEffects.Raises)]
    LoadDictGlobal,
    [Op("A B C", "R[A] := R[A][K[C]] if the mapping R[A] has it, else as LoadFree A B", OpcodeEffects.Raises)]
    LoadDictFree,
    [Op("A", "R[A] := the namespace of this class body or module", OpcodeEffects.None)]
    LoadLocals,
    [Op("A", "R[A] := builtins.__build_class__", OpcodeEffects.Raises)]
    LoadBuildClass,
    [Op("A B", "R[A] := the built-in type with TypeId B", OpcodeEffects.None)]
    LoadBuiltinType,
    [Op("", "if locals has no __annotations__: make it an empty dict", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    SetupAnnotations,

    // Attributes and items.
    [Op("A B C", "R[A] := R[B].name, name = I[C].name", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    LoadAttribute,
    [Op("A B C", "R[A], R[A+1] := function, R[B] if R[B].name is a method to call with R[B] first; else R[B].name, undefined", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    LoadMethod,
    [Op("A B C", "R[A].name := R[B]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    StoreAttribute,
    [Op("A Bx", "del R[A].K[Bx]", OpcodeEffects.Raises)]
    DeleteAttribute,
    [Op("A C", "R[A] := super(R[A+1], R[A+2]).name if R[A] is super, else R[A]().name", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    LoadSuperAttribute,
    [Op("A C", "as LoadSuperAttribute, with the result in R[A], R[A+1] as LoadMethod leaves it", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    LoadSuperMethod,
    [Op("A B C", "R[A] := R[B][R[C]]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    GetItem,
    [Op("A B C", "R[A] := R[B][sC], a signed 16-bit integer", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    GetItemInt,
    [Op("A B C", "R[A] := R[B][R[C]:R[C+1]]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    GetSlice,
    [Op("A B C", "R[A][R[B]] := R[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    SetItem,
    [Op("A B", "del R[A][R[B]]", OpcodeEffects.Raises)]
    DeleteItem,

    // Operators; D = 1 asks for the in-place operator; D = 2, of a sum or product with a numeric constant, for K[C] as the left operand.
    [Op("A B C D", "R[A] := R[B] + R[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    Add,
    [Op("A B C D", "R[A] := R[B] - R[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    Subtract,
    [Op("A B C D", "R[A] := R[B] * R[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    Multiply,
    [Op("A B C D", "R[A] := R[B] / R[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    Divide,
    [Op("A B C D", "R[A] := R[B] // R[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    FloorDivide,
    [Op("A B C D", "R[A] := R[B] % R[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    Modulo,
    [Op("A B C D", "R[A] := R[B] ** R[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    Power,
    [Op("A B C D", "R[A] := R[B] @ R[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    MatrixMultiply,
    [Op("A B C D", "R[A] := R[B] << R[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    LeftShift,
    [Op("A B C D", "R[A] := R[B] >> R[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    RightShift,
    [Op("A B C D", "R[A] := R[B] & R[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    And,
    [Op("A B C D", "R[A] := R[B] or-ed with R[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    Or,
    [Op("A B C D", "R[A] := R[B] ^ R[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    Xor,
    [Op("A B C D", "R[A] := R[B] + K[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    AddConstant,
    [Op("A B C D", "R[A] := R[B] - K[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    SubtractConstant,
    [Op("A B C D", "R[A] := R[B] * K[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    MultiplyConstant,
    [Op("A B C D", "R[A] := R[B] / K[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    DivideConstant,
    [Op("A B C D", "R[A] := R[B] // K[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    FloorDivideConstant,
    [Op("A B C D", "R[A] := R[B] % K[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    ModuloConstant,
    [Op("A B C D", "R[A] := R[B] << K[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    LeftShiftConstant,
    [Op("A B C D", "R[A] := R[B] >> K[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    RightShiftConstant,
    [Op("A B C D", "R[A] := R[B] & K[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    AndConstant,
    [Op("A B", "R[A] := -R[B]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    Negative,
    [Op("A B", "R[A] := +R[B]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    Positive,
    [Op("A B", "R[A] := ~R[B]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    Invert,
    [Op("A B", "R[A] := not R[B]", OpcodeEffects.Raises)]
    Not,
    [Op("A B C", "R[A] := R[B] < R[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    Less,
    [Op("A B C", "R[A] := R[B] <= R[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    LessEqual,
    [Op("A B C", "R[A] := R[B] == R[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    Equal,
    [Op("A B C", "R[A] := R[B] != R[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    NotEqual,
    [Op("A B C", "R[A] := R[B] > R[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    Greater,
    [Op("A B C", "R[A] := R[B] >= R[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    GreaterEqual,
    [Op("A B C D", "R[A] := R[B] is R[C]; D = 1: is not", OpcodeEffects.None)]
    Is,
    [Op("A B C D", "R[A] := R[B] in R[C]; D = 1: not in", OpcodeEffects.Raises)]
    Contains,

    // Jumps; offsets count from the next instruction; a taken backward jump is a safepoint.
    [Op("sBx", "ip += sBx", OpcodeEffects.Raises)]
    Jump,
    [Op("A sBx", "if R[A]: ip += sBx", OpcodeEffects.Raises)]
    JumpIfTrue,
    [Op("A sBx", "if not R[A]: ip += sBx", OpcodeEffects.Raises)]
    JumpIfFalse,
    [Op("A sBx", "if R[A] is None: ip += sBx", OpcodeEffects.Raises)]
    JumpIfNone,
    [Op("A sBx", "if R[A] is not None: ip += sBx", OpcodeEffects.Raises)]
    JumpIfNotNone,
    [Op("A B sC D", "if (R[A] < R[B]) == D: ip += sC", OpcodeEffects.Raises)]
    JumpLess,
    [Op("A B sC D", "if (R[A] <= R[B]) == D: ip += sC", OpcodeEffects.Raises)]
    JumpLessEqual,
    [Op("A B sC D", "if (R[A] == R[B]) == D: ip += sC", OpcodeEffects.Raises)]
    JumpEqual,
    [Op("A B sC D", "if (R[A] != R[B]) == D: ip += sC", OpcodeEffects.Raises)]
    JumpNotEqual,
    [Op("A B sC D", "if (R[A] > R[B]) == D: ip += sC", OpcodeEffects.Raises)]
    JumpGreater,
    [Op("A B sC D", "if (R[A] >= R[B]) == D: ip += sC", OpcodeEffects.Raises)]
    JumpGreaterEqual,
    [Op("A B sC D", "if (R[A] < K[B]) == D: ip += sC", OpcodeEffects.Raises)]
    JumpLessConstant,
    [Op("A B sC D", "if (R[A] <= K[B]) == D: ip += sC", OpcodeEffects.Raises)]
    JumpLessEqualConstant,
    [Op("A B sC D", "if (R[A] == K[B]) == D: ip += sC", OpcodeEffects.Raises)]
    JumpEqualConstant,
    [Op("A B sC D", "if (R[A] != K[B]) == D: ip += sC", OpcodeEffects.Raises)]
    JumpNotEqualConstant,
    [Op("A B sC D", "if (R[A] > K[B]) == D: ip += sC", OpcodeEffects.Raises)]
    JumpGreaterConstant,
    [Op("A B sC D", "if (R[A] >= K[B]) == D: ip += sC", OpcodeEffects.Raises)]
    JumpGreaterEqualConstant,
    [Op("A B sC D", "if (R[A] matches a sequence pattern and has exactly B items) == D: ip += sC", OpcodeEffects.Raises)]
    JumpSequence,
    [Op("A B sC D", "if (R[A] matches a sequence pattern and has at least B items) == D: ip += sC", OpcodeEffects.Raises)]
    JumpSequenceAtLeast,
    [Op("A B sC D", "if (R[A] matches a mapping pattern and has at least B items) == D: ip += sC", OpcodeEffects.Raises)]
    JumpMapping,
    [Op("A B sC D", "if isinstance(R[A], R[B]) == D: ip += sC; R[B] must be a class", OpcodeEffects.Raises)]
    JumpInstance,

    // Patterns.
    [Op("A B C", "R[A] := R[B][len(R[B]) - C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    GetItemFromEnd,
    [Op("A B C", "R[A] := the mapping R[B] has all keys in the tuple R[C]; their values go to R[A+1] …", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    MatchKeys,
    [Op("A B C", "R[A] := a dict of what the mapping R[B] has besides the keys in the tuple R[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    MappingRest,
    [Op("A B C", "R[A] := R[B] has the attributes that the class R[A] gives positional patterns; they go to R[A+1] …; K[C]: their number, then names taken by keyword patterns", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    MatchPositional,

    // Iteration.
    [Op("A B", "R[A] := iter(R[B])", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    GetIterator,
    [Op("A B C", "R[B] := next(R[A]) and ip -= C, or fall through if exhausted: stands at the end of the loop body, which starts C instructions before the next one", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    ForLoop,
    [Op("A B C", "as ForLoop where the body starts with an Unpack of R[B] into two: may leave R[B] alone and go on behind it with the two set", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    ForLoopPair,
    [Op("A B C", "R[A] … R[A+C-1] := R[B], which must have exactly C items", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    Unpack,
    [Op("A B C D", "R[A] … R[A+before-1], list, after more := R[B]; before: the low byte of C, after: the high byte of C and D", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    UnpackStar,

    // Building.
    [Op("A B C", "R[A] := (R[B] … R[B+C-1])", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    BuildTuple,
    [Op("A B C", "R[A] := [R[B] … R[B+C-1]]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    BuildList,
    [Op("A B C", "R[A] := {R[B] … R[B+C-1]}", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    BuildSet,
    [Op("A B C", "R[A] := {R[B]: R[B+1] … C pairs}", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    BuildDict,
    [Op("A B C", "R[A] := the strings R[B] … R[B+C-1] joined", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    BuildString,
    [Op("A B", "R[A] := slice(R[B], R[B+1], R[B+2])", OpcodeEffects.Allocates)]
    BuildSlice,
    [Op("A B", "R[A].append(R[B]), R[A] a list", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    ListAppend,
    [Op("A B", "R[A].extend(R[B]), R[A] a list; R[B] is the operand of * in a display or among other arguments", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    ListExtend,
    [Op("A B", "R[A].add(R[B]), R[A] a set", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    SetAdd,
    [Op("A B", "R[A].update(R[B]), R[A] a set", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    SetUpdate,
    [Op("A B C", "R[A][R[B]] := R[C], R[A] a dict", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    DictPut,
    [Op("A B", "R[A].update(R[B]), R[A] a dict; R[B] must be a mapping", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    DictUpdate,
    [Op("A B C", "as DictUpdate, for ** in a call of R[C]: a duplicate key raises TypeError", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    DictMerge,
    [Op("A B", "R[A] := tuple(R[B]), R[B] a list", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    ListToTuple,
    [Op("A B C", "R[A] := tuple(R[B]), itself if it is one: the only positional argument *R[B] of a call of R[C]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    SpreadTuple,
    [Op("A B C D", "R[A] := format(conversion D of R[B], R[C]), no specification if C = 0xffff; D: 0 none, 1 str, 2 repr, 3 ascii", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    Format,

    // Functions.
    [Op("A Bx", "R[A] := function of code K[Bx] with defaults R[A], keyword defaults R[A+1], closure R[A+2], annotations R[A+3], each undefined if absent", OpcodeEffects.Allocates)]
    MakeFunction,
    [Op("A B C", "R[C] := R[A](…): B arguments from R[A+2], before them R[A+1] unless undefined", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    Call,
    [Op("A B C", "as Call, with R[A+1] taken to be undefined: R[C] := R[A](R[A+2] … R[A+1+B])", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    CallFunction,
    [Op("A B C", "as Call, the last arguments named by the tuple of strings R[A+2+B]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    CallKeywords,
    [Op("A C", "R[C] := R[A](*R[A+2], **R[A+3]), R[A+2] a tuple, R[A+3] a dict or undefined; R[A+1] goes before unless undefined", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    CallSpread,
    [Op("A", "return R[A]", OpcodeEffects.None)]
    Return,
    [Op("Bx", "return K[Bx]", OpcodeEffects.None)]
    ReturnConstant,
    [Op("", "at the start of a generator: move this frame into a new generator and return it", OpcodeEffects.Allocates)]
    ReturnGenerator,
    [Op("A B C D", "yield R[B]; when resumed R[A] := the value sent. D = 1: R[C] is the iterator delegated to; 2: an item of an asynchronous generator", OpcodeEffects.Raises)]
    Yield,
    [Op("A B", "R[A] := iter(R[B]); a generator as it is", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    GetYieldFromIterator,
    [Op("A B C", "R[B] := R[A].send(R[B]), next instruction; if it returned: R[B] := its value, ip += C", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    Send,
    [Op("A B D", "R[A] := the iterator that await R[B] delegates to; R[B] is the result of D = 1: __aenter__, 2: __aexit__, 3: __anext__", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    GetAwaitable,
    [Op("A B", "R[A] := R[B].__aiter__()", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    GetAsyncIterator,
    [Op("A B", "R[A] := R[B].__anext__()", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    GetAsyncNext,
    [Op("A", "as Reraise, unless the exception R[A] is StopAsyncIteration", OpcodeEffects.Raises)]
    EndAsyncFor,

    // Types.
    [Op("A Bx D", "R[A] := type parameter K[Bx] with bound R[A] and default R[A+1], functions or undefined; D: 0 TypeVar, 1 TypeVar whose R[A] yields constraints, 2 TypeVarTuple, 3 ParamSpec", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    MakeTypeParameter,
    [Op("A Bx", "R[A] := type alias K[Bx] of the function R[A] with type parameters R[A+1], a tuple or undefined", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    MakeTypeAlias,
    [Op("A B", "R[A] := Generic[*R[B]], R[B] a tuple", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    SubscriptGeneric,

    // Exceptions.
    [Op("A B D", "D = 0: raise again the handled exception; 1: raise R[A]; 2: raise R[A] from R[B]", OpcodeEffects.Raises)]
    RaiseException,
    [Op("A", "propagate the exception R[A] without adding this frame to its traceback", OpcodeEffects.Raises)]
    Reraise,
    [Op("A B", "R[B] := the handled exception; the handled exception := R[A]", OpcodeEffects.None)]
    EnterHandler,
    [Op("A", "the handled exception := R[A]", OpcodeEffects.None)]
    LeaveHandler,
    [Op("A B C", "R[A] := the exception R[B] is an instance of R[C], a class or tuple of classes", OpcodeEffects.Raises)]
    MatchException,
    [Op("A B C", "R[A] := what of the exception R[B] an except* clause for R[C] handles, and that becomes the handled exception; None if nothing; R[B] := the rest", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    MatchGroup,
    [Op("A B", "R[A] := what is left to raise of the exception R[A] when except* clauses left the exceptions in the list R[B]; None if nothing", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    GroupRemains,
    [Op("A B", "R[A] := R[B].__exit__ bound; R[A+1] := R[B].__enter__()", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    WithEnter,
    [Op("A", "R[A](None, None, None)", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    WithExit,
    [Op("A B C D", "R[A] := truth of R[B](type, exception, traceback) for the exception R[C]; D = 1: the result itself", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    WithExcept,
    [Op("A B", "R[A] := R[B].__aexit__ bound; R[A+1] := R[B].__aenter__()", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    AsyncWithEnter,

    // Modules.
    [Op("A B C D", "R[A] := import of K[B] with from-list K[C], D leading dots", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    ImportName,
    [Op("A B C", "R[A] := R[B].K[C], or the submodule of that name", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    ImportFrom,
    [Op("A", "every public name of R[A] into the namespace", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    ImportStar,
    [Op("A", "the interactive prompt's echo of R[A]", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    PrintResult,

    // Never emitted: see TraceFunctions.
    [Op("A B C D", "report the line to the trace function; then do what the instruction is there for", OpcodeEffects.Raises | OpcodeEffects.Allocates)]
    TraceLine,
}
