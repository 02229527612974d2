package org.tl4j.strategies.inspection;

import java.util.Arrays;

/**
 * Points of the plane in nested squares, for sums over all of them in about logarithmic time (Barnes and Hut 1986). Squares are
 * numbered; four children of one are neighbours. Not thread-safe.
 */
final class QuadTree {
    private static final int MOST_DEPTH = 40;
    private static final int NONE = -1;

    private final double[] xs;
    private final double[] ys;
    // by the number of the square
    private int[] firstChild = new int[64];
    private int[] onlyPoint = new int[64];
    private int[] counts = new int[64];
    private double[] sumX = new double[64];
    private double[] sumY = new double[64];
    private int squares;
    private final double left;
    private final double bottom;
    private final double side;

    /** Over points, which are not copied. */
    QuadTree(double[] xs, double[] ys) {
        this.xs = xs;
        this.ys = ys;
        double minX = Double.MAX_VALUE;
        double minY = Double.MAX_VALUE;
        double maxX = -Double.MAX_VALUE;
        double maxY = -Double.MAX_VALUE;
        for (int i = 0; i < xs.length; i++) {
            minX = Math.min(minX, xs[i]);
            maxX = Math.max(maxX, xs[i]);
            minY = Math.min(minY, ys[i]);
            maxY = Math.max(maxY, ys[i]);
        }
        this.left = minX;
        this.bottom = minY;
        this.side = Math.max(1e-9, Math.max(maxX - minX, maxY - minY)) * (1 + 1e-9);
        newSquare();
        for (int i = 0; i < xs.length; i++) {
            insert(i);
        }
    }

    private int newSquare() {
        if (squares == counts.length) {
            int more = squares * 2;
            firstChild = Arrays.copyOf(firstChild, more);
            onlyPoint = Arrays.copyOf(onlyPoint, more);
            counts = Arrays.copyOf(counts, more);
            sumX = Arrays.copyOf(sumX, more);
            sumY = Arrays.copyOf(sumY, more);
        }
        firstChild[squares] = NONE;
        onlyPoint[squares] = NONE;
        return squares++;
    }

    private void insert(int point) {
        int square = 0;
        double x = left;
        double y = bottom;
        double length = side;
        for (int depth = 0; ; depth++) {
            counts[square]++;
            sumX[square] += xs[point];
            sumY[square] += ys[point];
            if (counts[square] == 1) {
                onlyPoint[square] = point;
                return;
            }
            if (depth == MOST_DEPTH) {
                return; // points in one place stay together
            }
            length /= 2;
            if (firstChild[square] == NONE) {
                split(square, x, y, length);
            }
            int child = child(point, x, y, length);
            x += (child & 1) * length;
            y += (child >> 1) * length;
            square = firstChild[square] + child;
        }
    }

    /** Gives a square children, of which one takes the point that was alone in it. */
    private void split(int square, double x, double y, double half) {
        int first = newSquare();
        newSquare();
        newSquare();
        newSquare();
        firstChild[square] = first;
        int point = onlyPoint[square];
        int child = first + child(point, x, y, half);
        counts[child] = 1;
        sumX[child] = xs[point];
        sumY[child] = ys[point];
        onlyPoint[child] = point;
    }

    private int child(int point, double x, double y, double half) {
        return (xs[point] >= x + half ? 1 : 0) + (ys[point] >= y + half ? 2 : 0);
    }

    /**
     * Adds the repulsion of all other points on one, by the kernel of t-SNE.
     *
     * @param angle a square counts as one point if its side divided by its distance is below that
     * @param force receives the sums of kernel squared times distance, along x and y
     * @return the sum of the kernel
     */
    double repulsion(int point, double angle, double[] force) {
        force[0] = 0;
        force[1] = 0;
        return repulsion(0, side, point, angle * angle, force);
    }

    private double repulsion(int square, double length, int point, double squaredAngle, double[] force) {
        int count = counts[square];
        if (count == 0 || (count == 1 && onlyPoint[square] == point)) {
            return 0;
        }
        double x = xs[point] - sumX[square] / count;
        double y = ys[point] - sumY[square] / count;
        double distance = x * x + y * y;
        if (firstChild[square] == NONE || length * length < squaredAngle * distance) {
            double kernel = 1 / (1 + distance);
            force[0] += count * kernel * kernel * x;
            force[1] += count * kernel * kernel * y;
            return count * kernel;
        }
        double sum = 0;
        for (int child = 0; child < 4; child++) {
            sum += repulsion(firstChild[square] + child, length / 2, point, squaredAngle, force);
        }
        return sum;
    }
}
