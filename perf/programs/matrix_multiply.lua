-- Twin of matrix_multiply.py.
local function matrix(n, seed)
  local rows, state = {}, seed
  for i = 1, n do
    local row = {}
    for j = 1, n do
      state = (state * 1103515245 + 12345) % 2147483648
      row[j] = state % 1000 / 8.0 - 60.0
    end
    rows[i] = row
  end
  return rows
end

local function multiply_by_index(a, b)
  local n, m, p = #a, #b, #b[1]
  local product = {}
  for i = 1, n do
    local row, target = a[i], {}
    for j = 1, p do target[j] = 0.0 end
    for k = 1, m do
      local factor, source = row[k], b[k]
      for j = 1, p do target[j] = target[j] + factor * source[j] end
    end
    product[i] = target
  end
  return product
end

local function multiply_by_column(a, b)
  local columns = {}
  for j = 1, #b[1] do
    local column = {}
    for k = 1, #b do column[k] = b[k][j] end
    columns[j] = column
  end
  local product = {}
  for i, row in ipairs(a) do
    local target = {}
    for j, column in ipairs(columns) do
      local total = 0.0
      for k = 1, #row do total = total + row[k] * column[k] end
      target[j] = total
    end
    product[i] = target
  end
  return product
end

local n = math.tointeger(tonumber(arg[1]) or 180)
local a, b = matrix(n, 42), matrix(n, 7)
local c, d = multiply_by_index(a, b), multiply_by_column(a, b)
local trace = 0.0
for i = 1, n do
  for j = 1, n do assert(c[i][j] == d[i][j]) end
  trace = trace + c[i][i]
end
print(("%s %s %s"):format(c[1][1], c[n // 2 + 1][n // 3 + 1], trace))
