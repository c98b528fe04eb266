"""How far apart two places are, over the ground.

The haversine formula (Sinnott 1984, "Virtues of the haversine", Sky and Telescope 68) on a sphere of the Earth's mean
radius: within about half a per cent of the distance on the ellipsoid, and exact enough to say which is nearer.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: The Earth's mean radius in kilometres (IUGG).
RADIUS_KM = 6371.0088


def kilometres(here: tuple[float, float], there: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Great-circle distance in kilometres from one place to each of others.

    A place is latitude and longitude in degrees; `there` has a row for each place.
    """
    import numpy as np

    latitude, longitude = np.radians(here)
    latitudes, longitudes = np.radians(there.T)
    half = np.sin((latitudes - latitude) / 2) ** 2
    half += np.cos(latitude) * np.cos(latitudes) * np.sin((longitudes - longitude) / 2) ** 2
    return np.asarray(2 * RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))), dtype=np.float64)
