-- Twin of nbody.py.
local sqrt = math.sqrt
local SOLAR_MASS = 4 * math.pi * math.pi
local DAYS_PER_YEAR = 365.24

local function body(x, y, z, vx, vy, vz, mass)
  return {
    x = x, y = y, z = z,
    vx = vx * DAYS_PER_YEAR, vy = vy * DAYS_PER_YEAR, vz = vz * DAYS_PER_YEAR,
    mass = mass * SOLAR_MASS,
  }
end

local bodies = {
  body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0),
  body(4.84143144246472090, -1.16032004402742839, -0.103622044471123109,
    0.00166007664274403694, 0.00769901118419740425, -0.0000690460016972063023, 0.000954791938424326609),
  body(8.34336671824457987, 4.12479856412430479, -0.403523417114321381,
    -0.00276742510726411, 0.00499852801234917238, 0.0000230417297573763929, 0.000285885980666130812),
  body(12.8943695621391310, -15.1111514016986312, -0.223307578892655734,
    0.00296460137564761618, 0.00237847173959480950, -0.0000296589568540237556, 0.0000436624404335156298),
  body(15.3796971148509165, -25.9193146099879641, 0.179258772950371181,
    0.00268067772490389322, 0.00162824170038242295, -0.0000951592254519715870, 0.0000515138902046611451),
}

local pairs_ = {}
for i = 1, #bodies do
  for j = i + 1, #bodies do pairs_[#pairs_ + 1] = { bodies[i], bodies[j] } end
end

local function cancel_momentum()
  local px, py, pz = 0.0, 0.0, 0.0
  for _, b in ipairs(bodies) do
    px = px + b.vx * b.mass
    py = py + b.vy * b.mass
    pz = pz + b.vz * b.mass
  end
  local sun = bodies[1]
  sun.vx, sun.vy, sun.vz = -px / SOLAR_MASS, -py / SOLAR_MASS, -pz / SOLAR_MASS
end

local function advance(dt, steps)
  for _ = 1, steps do
    for _, pair in ipairs(pairs_) do
      local a, b = pair[1], pair[2]
      local dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
      local square = dx * dx + dy * dy + dz * dz
      local magnitude = dt / (square * sqrt(square))
      local pull = b.mass * magnitude
      a.vx = a.vx - dx * pull
      a.vy = a.vy - dy * pull
      a.vz = a.vz - dz * pull
      pull = a.mass * magnitude
      b.vx = b.vx + dx * pull
      b.vy = b.vy + dy * pull
      b.vz = b.vz + dz * pull
    end
    for _, b in ipairs(bodies) do
      b.x = b.x + dt * b.vx
      b.y = b.y + dt * b.vy
      b.z = b.z + dt * b.vz
    end
  end
end

local function energy()
  local total = 0.0
  for _, b in ipairs(bodies) do
    total = total + 0.5 * b.mass * (b.vx * b.vx + b.vy * b.vy + b.vz * b.vz)
  end
  for _, pair in ipairs(pairs_) do
    local a, b = pair[1], pair[2]
    local dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
    total = total - a.mass * b.mass / sqrt(dx * dx + dy * dy + dz * dz)
  end
  return total
end

local steps = tonumber(arg[1]) or 120000
cancel_momentum()
print(string.format("%.9f", energy()))
advance(0.01, steps)
print(string.format("%.9f", energy()))
