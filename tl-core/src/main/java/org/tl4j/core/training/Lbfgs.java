package org.tl4j.core.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Limited-memory BFGS for smooth convex functions (Nocedal and Wright 2006, "Numerical Optimization", algorithm 7.5) with
 * a backtracking line search. Deterministic. Not thread-safe; one instance per fit.
 */
public final class Lbfgs {
    private static final int MEMORY = 20;
    private static final double SUFFICIENT_DECREASE = 1e-4;
    private static final int HALVINGS = 40;

    /** A function with its gradient. */
    @FunctionalInterface
    public interface Objective {
        /** Returns the value at {@code point} and fills {@code gradient}. */
        double at(double[] point, double[] gradient);
    }

    /**
     * The result of the search.
     *
     * @param point the minimum
     * @param value value of the objective there
     * @param iterations number of iterations
     * @param converged whether it is a minimum within the tolerance or floating-point precision; false if the iterations
     *     ran out first
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    public record Minimum(double[] point, double value, int iterations, boolean converged) {}

    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record Step(double[] move, double[] gradientChange, double curvature) {}

    private final int maximumIterations;
    private final double tolerance;
    private final Deque<Step> steps = new ArrayDeque<>();

    /** Stops after the given number of iterations, or when no component of the gradient is above {@code tolerance}. */
    public Lbfgs(int maximumIterations, double tolerance) {
        this.maximumIterations = maximumIterations;
        this.tolerance = tolerance;
    }

    /**
     * Searches from {@code start}, which stays as it is. A further call goes on with the curvature that the last one found.
     *
     * @param objective smooth and convex, called once or more per iteration
     */
    public Minimum minimise(Objective objective, double[] start) {
        double[] point = start.clone();
        double[] gradient = new double[point.length];
        double value = objective.at(point, gradient);
        int iteration = 0;
        boolean lowest = false; // as low as floating-point precision allows
        while (!lowest && iteration < maximumIterations && largest(gradient) > tolerance) {
            double[] direction = direction(gradient);
            double slope = dot(direction, gradient);
            double[] next = new double[point.length];
            double[] nextGradient = new double[point.length];
            double length = steps.isEmpty() ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
            double nextValue = Double.POSITIVE_INFINITY;
            for (int halving = 0;
                    halving < HALVINGS && !(nextValue <= value + SUFFICIENT_DECREASE * length * slope);
                    halving++) {
                length = halving == 0 ? length : length / 2;
                for (int i = 0; i < next.length; i++) {
                    next[i] = point[i] + length * direction[i];
                }
                nextValue = objective.at(next, nextGradient);
            }
            lowest = !(nextValue < value);
            if (!lowest) {
                remember(point, next, gradient, nextGradient);
                point = next;
                gradient = nextGradient;
                value = nextValue;
                iteration++;
            }
        }
        return new Minimum(point, value, iteration, lowest || largest(gradient) <= tolerance);
    }

    /** The two-loop recursion: minus the approximate inverse Hessian times the gradient. */
    private double[] direction(double[] gradient) {
        double[] direction = new double[gradient.length];
        addScaled(direction, gradient, -1);
        double[] factors = new double[steps.size()];
        int index = 0;
        for (Iterator<Step> newestFirst = steps.descendingIterator(); newestFirst.hasNext(); index++) {
            Step step = newestFirst.next();
            factors[index] = dot(step.move(), direction) / step.curvature();
            addScaled(direction, step.gradientChange(), -factors[index]);
        }
        if (!steps.isEmpty()) {
            Step newest = steps.getLast();
            double scale = newest.curvature() / dot(newest.gradientChange(), newest.gradientChange());
            for (int i = 0; i < direction.length; i++) {
                direction[i] *= scale;
            }
        }
        for (Step step : steps) {
            index--;
            double correction = dot(step.gradientChange(), direction) / step.curvature();
            addScaled(direction, step.move(), factors[index] - correction);
        }
        return direction;
    }

    private void remember(double[] point, double[] next, double[] gradient, double[] nextGradient) {
        double[] move = next.clone();
        addScaled(move, point, -1);
        double[] change = nextGradient.clone();
        addScaled(change, gradient, -1);
        double curvature = dot(move, change);
        if (curvature > 0) {
            if (steps.size() == MEMORY) {
                steps.removeFirst();
            }
            steps.addLast(new Step(move, change, curvature));
        }
    }

    private static void addScaled(double[] target, double[] other, double factor) {
        for (int i = 0; i < target.length; i++) {
            target[i] += factor * other[i];
        }
    }

    private static double dot(double[] first, double[] second) {
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += first[i] * second[i];
        }
        return sum;
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
