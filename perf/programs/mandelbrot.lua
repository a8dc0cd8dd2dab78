-- Twin of mandelbrot.py.
local MAX_ITERATIONS = 50

local function escapes_after(cr, ci)
  local zr, zi = 0.0, 0.0
  for iteration = 0, MAX_ITERATIONS - 1 do
    local rr, ii = zr * zr, zi * zi
    if rr + ii > 4.0 then return iteration end
    zi = 2.0 * zr * zi + ci
    zr = rr - ii + cr
  end
  return MAX_ITERATIONS
end

local size = math.tointeger(tonumber(arg[1]) or 500)
local inside, checksum = 0, 0
for y = 0, size - 1 do
  local ci = 2.0 * y / size - 1.0
  local bits = 0
  for x = 0, size - 1 do
    local steps = escapes_after(2.0 * x / size - 1.5, ci)
    if steps == MAX_ITERATIONS then
      inside = inside + 1
      bits = (bits << 1 | 1) & 0xFFFFFF
    else
      bits = (bits << 1) & 0xFFFFFF
    end
    checksum = (checksum * 31 + steps) % 1000003
  end
  checksum = (checksum + bits) % 1000003
end
print(inside .. " " .. checksum)
