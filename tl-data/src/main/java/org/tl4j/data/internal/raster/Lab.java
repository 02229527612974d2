package org.tl4j.data.internal.raster;

/** CIE 1976 L*a*b* under D50 to sRGB (IEC 61966-2-1), adapted to D65 by the Bradford method. */
final class Lab {
    private static final double WHITE_X = 0.9642;
    private static final double WHITE_Z = 0.8249;
    private static final double EPSILON = 216.0 / 24389;
    private static final double KAPPA = 24389.0 / 27;

    private Lab() {}

    /** Converts to red, green, blue of 8 bits each; {@code lightness} is from 0 to 255, the others from -128 to 127. */
    static int toRgb(int lightness, int a, int b) {
        double fy = (lightness * 100.0 / 255 + 16) / 116;
        double x = WHITE_X * inverse(fy + a / 500.0);
        double y = inverse(fy);
        double z = WHITE_Z * inverse(fy - b / 200.0);
        int red = encoded(3.1338561 * x - 1.6168667 * y - 0.4906146 * z);
        int green = encoded(-0.9787684 * x + 1.9161415 * y + 0.0334540 * z);
        int blue = encoded(0.0719453 * x - 0.2289914 * y + 1.4052427 * z);
        return red << 16 | green << 8 | blue;
    }

    private static double inverse(double f) {
        double cube = f * f * f;
        return cube > EPSILON ? cube : (116 * f - 16) / KAPPA;
    }

    private static int encoded(double linear) {
        double clipped = Math.min(1, Math.max(0, linear));
        double encoded = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * StrictMath.pow(clipped, 1 / 2.4) - 0.055;
        return (int) Math.rint(255 * encoded);
    }
}
