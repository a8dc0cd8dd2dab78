-- Twin of loops.py.
local function while_loop(limit)
  local total = 0
  local i = 0
  while i < limit do
    if i % 3 == 0 then
      total = total + i
    elseif i & 1 ~= 0 then
      total = total - 1
    else
      total = total ~ i
    end
    i = i + 1
  end
  return total
end

local function nested_for(limit)
  local count = 0
  for i = 0, limit - 1 do
    for j = i, limit - 1 do
      if (i ~ j) % 5 ~= 0 then
        if j - i > 500 then break end
        count = count + (j - i)
      end
    end
  end
  return count
end

local n = math.tointeger(tonumber(arg[1]) or 5000000)
local side = 1
while side * side < n do side = side + 1 end
print(while_loop(n) .. " " .. nested_for(side))
