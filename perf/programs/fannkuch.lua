-- Twin of fannkuch.py.
local function fannkuch(n)
  local permutation, count, pancakes = {}, {}, {}
  for i = 1, n do permutation[i], count[i] = i - 1, 0 end
  local checksum, max_flips, sign, r = 0, 0, 1, n
  while true do
    while r > 1 do
      count[r] = r
      r = r - 1
    end

    local first = permutation[1]
    if first ~= 0 then
      table.move(permutation, 1, n, 1, pancakes)
      local flips = 0
      while first ~= 0 do
        local low, high = 1, first + 1
        while low < high do
          pancakes[low], pancakes[high] = pancakes[high], pancakes[low]
          low, high = low + 1, high - 1
        end
        flips = flips + 1
        first = pancakes[1]
      end
      if flips > max_flips then max_flips = flips end
      checksum = checksum + sign * flips
    end
    sign = -sign

    r = 1
    while true do
      if r == n then return checksum, max_flips end
      local head = permutation[1]
      table.move(permutation, 2, r + 1, 1)
      permutation[r + 1] = head
      count[r + 1] = count[r + 1] - 1
      if count[r + 1] > 0 then break end
      r = r + 1
    end
  end
end

local n = math.tointeger(tonumber(arg[1]) or 9)
local checksum, max_flips = fannkuch(n)
print(checksum)
print(("Pfannkuchen(%d) = %d"):format(n, max_flips))
