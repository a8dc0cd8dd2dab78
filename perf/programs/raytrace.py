"""A small ray tracer: vectors with operator overloading, spheres, a plane, shadows and reflections."""

import math
import sys


class Vector:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def __neg__(self):
        return Vector(-self.x, -self.y, -self.z)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self * (1.0 / math.sqrt(self.dot(self)))

    def reflected(self, normal):
        return self - normal * (2.0 * self.dot(normal))


class Ray:
    def __init__(self, origin, direction):
        self.origin = origin
        self.direction = direction.unit()

    def at(self, distance):
        return self.origin + self.direction * distance


class Sphere:
    def __init__(self, centre, radius, brightness, mirror):
        self.centre = centre
        self.radius = radius
        self.brightness = brightness
        self.mirror = mirror

    def hit(self, ray):
        """Distance along `ray` to the nearest point of this sphere, or None."""
        to_centre = self.centre - ray.origin
        along = to_centre.dot(ray.direction)
        discriminant = self.radius * self.radius - to_centre.dot(to_centre) + along * along
        if discriminant < 0:
            return None
        distance = along - math.sqrt(discriminant)
        return distance if distance > 1e-6 else None

    def normal_at(self, point):
        return (point - self.centre).unit()

    def brightness_at(self, point):
        return self.brightness


class Floor:
    """The plane y = height, in a checked pattern."""

    mirror = 0.1

    def __init__(self, height):
        self.height = height

    def hit(self, ray):
        if abs(ray.direction.y) < 1e-9:
            return None
        distance = (self.height - ray.origin.y) / ray.direction.y
        return distance if distance > 1e-6 else None

    def normal_at(self, point):
        return Vector(0.0, 1.0, 0.0)

    def brightness_at(self, point):
        return 0.9 if (math.floor(point.x) + math.floor(point.z)) % 2 == 0 else 0.3


class Scene:
    def __init__(self, things, light):
        self.things = things
        self.light = light

    def nearest(self, ray):
        best = None
        best_distance = math.inf
        for thing in self.things:
            distance = thing.hit(ray)
            if distance is not None and distance < best_distance:
                best, best_distance = thing, distance
        return best, best_distance

    def in_shadow(self, point, to_light):
        ray = Ray(point, to_light)
        return any(thing.hit(ray) is not None for thing in self.things)

    def brightness(self, ray, depth):
        thing, distance = self.nearest(ray)
        if thing is None:
            return 0.2 + 0.3 * max(0.0, ray.direction.y)
        point = ray.at(distance)
        normal = thing.normal_at(point)
        to_light = (self.light - point).unit()
        result = 0.1
        if not self.in_shadow(point, to_light):
            result += max(0.0, normal.dot(to_light)) * thing.brightness_at(point)
        if depth > 0 and thing.mirror > 0:
            bounced = Ray(point, ray.direction.reflected(normal))
            result += thing.mirror * self.brightness(bounced, depth - 1)
        return min(result, 1.0)


def render(scene, width, height):
    shades = " .:-=+*#%@"
    eye = Vector(0.0, 1.0, -4.0)
    rows = []
    for row in range(height):
        line = []
        for column in range(width):
            x = (column - width / 2) / width * 2.0
            y = (height / 2 - row) / height * 1.5
            value = scene.brightness(Ray(eye, Vector(x, y, 2.0)), 3)
            line.append(shades[int(value * (len(shades) - 1))])
        rows.append("".join(line))
    return rows


def main():
    width = int(sys.argv[1]) if len(sys.argv) > 1 else 320
    scene = Scene(
        [
            Floor(-0.5),
            Sphere(Vector(-1.2, 0.5, 1.0), 1.0, 0.8, 0.3),
            Sphere(Vector(1.1, 0.3, 0.5), 0.8, 0.6, 0.5),
            Sphere(Vector(0.0, 1.8, 2.0), 0.7, 0.9, 0.0),
        ],
        Vector(5.0, 6.0, -5.0),
    )
    rows = render(scene, width, width // 2)
    histogram = {}
    for row in rows:
        for shade in row:
            histogram[shade] = histogram.get(shade, 0) + 1
    print(sorted(histogram.items()))


if __name__ == "__main__":
    main()
