package org.tl4j.core.training;

/** How the learning rate changes during a run, as a factor of its peak. */
public enum Schedule {
    /** A linear rise from a twenty-fifth of the peak, then the peak. */
    CONSTANT {
        @Override
        double afterWarmUp(double done) {
            return 1;
        }
    },
    /** A linear rise from a twenty-fifth of the peak, then half a cosine down to 0 (Loshchilov and Hutter 2017). */
    COSINE {
        @Override
        double afterWarmUp(double done) {
            return 0.5 * (1 + Math.cos(Math.PI * done));
        }
    },
    /** Half a cosine up from a twenty-fifth of the peak, half a cosine down to 0 (Smith and Topin 2018). */
    ONE_CYCLE {
        @Override
        double rise(double done) {
            return 0.5 * (1 - Math.cos(Math.PI * done));
        }

        @Override
        double afterWarmUp(double done) {
            return 0.5 * (1 + Math.cos(Math.PI * done));
        }
    };

    /** The factor of the first step: at 0 the step would have no effect. */
    private static final double FIRST = 0.04;

    /**
     * The factor at a point of the run.
     *
     * @param done the share of all steps that are done, in [0, 1]
     * @param warmUp the share of steps in which the rate rises, in [0, 1)
     */
    public double factor(double done, double warmUp) {
        return done < warmUp ? FIRST + (1 - FIRST) * rise(done / warmUp) : afterWarmUp((done - warmUp) / (1 - warmUp));
    }

    double rise(double done) {
        return done;
    }

    abstract double afterWarmUp(double done);
}
