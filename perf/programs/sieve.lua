-- Twin of sieve.py; without slices both passes are index loops.
local function by_index(limit)
  local composite, primes = {}, {}
  for i = 1, limit do composite[i] = false end
  for candidate = 2, limit do
    if not composite[candidate] then
      primes[#primes + 1] = candidate
      for multiple = candidate * candidate, limit, candidate do composite[multiple] = true end
    end
  end
  return primes
end

local function by_slice(limit)
  local prime = {}
  for i = 1, limit do prime[i] = true end
  prime[1] = false
  local candidate = 2
  while candidate * candidate <= limit do
    if prime[candidate] then
      for multiple = candidate * candidate, limit, candidate do prime[multiple] = false end
    end
    candidate = candidate + 1
  end
  local primes = {}
  for i = 1, limit do
    if prime[i] then primes[#primes + 1] = i end
  end
  return primes
end

local limit = math.tointeger(tonumber(arg[1]) or 3000000)
local primes, again = by_index(limit), by_slice(limit)
assert(#primes == #again)
local sum = 0
for i, prime in ipairs(primes) do
  assert(prime == again[i])
  sum = sum + prime
end
print(#primes .. " " .. primes[#primes] .. " " .. sum % 1000007)
