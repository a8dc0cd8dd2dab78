-- Twin of nqueens.py; the generator is a coroutine.
local function place(row, n, columns, rising, falling, board)
  if row == n then
    coroutine.yield(board)
    return
  end
  for column = 0, n - 1 do
    if not (columns[column] or rising[row + column] or falling[row - column]) then
      columns[column] = true
      rising[row + column] = true
      falling[row - column] = true
      board[#board + 1] = column
      place(row + 1, n, columns, rising, falling, board)
      board[#board] = nil
      columns[column] = nil
      rising[row + column] = nil
      falling[row - column] = nil
    end
  end
end

local function count_with_bits(full, columns, rising, falling)
  if columns == full then return 1 end
  local total = 0
  local free = full & ~(columns | rising | falling)
  while free ~= 0 do
    local bit = free & -free
    free = free ~ bit
    total = total + count_with_bits(full, columns | bit, (rising | bit) << 1, (falling | bit) >> 1)
  end
  return total
end

local n = math.tointeger(tonumber(arg[1]) or 11)
local boards, checksum = 0, 0
for board in coroutine.wrap(function() place(0, n, {}, {}, {}, {}) end) do
  boards = boards + 1
  for _, column in ipairs(board) do checksum = (checksum * 7 + column) % 1000003 end
end
print(boards .. " " .. checksum .. " " .. count_with_bits((1 << n) - 1, 0, 0, 0))
