-- Twin of binary_trees.py.
local MIN_DEPTH = 4

local Node = {}
Node.__index = Node

function Node.new(left, right)
  return setmetatable({ left = left, right = right }, Node)
end

function Node:count()
  if not self.left then return 1 end
  return 1 + self.left:count() + self.right:count()
end

local function bottom_up(depth)
  if depth == 0 then return Node.new(nil, nil) end
  return Node.new(bottom_up(depth - 1), bottom_up(depth - 1))
end

local max_depth = math.tointeger(tonumber(arg[1]) or 15)
local stretch = max_depth + 1
print(("stretch tree of depth %d\t check: %d"):format(stretch, bottom_up(stretch):count()))

local long_lived = bottom_up(max_depth)
for depth = MIN_DEPTH, max_depth, 4 do
  local iterations = 1 << (max_depth - depth + MIN_DEPTH)
  local check = 0
  for _ = 1, iterations do check = check + bottom_up(depth):count() end
  print(("%d\t trees of depth %d\t check: %d"):format(iterations, depth, check))
end
print(("long lived tree of depth %d\t check: %d"):format(max_depth, long_lived:count()))
