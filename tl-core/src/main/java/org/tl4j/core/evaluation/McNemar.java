package org.tl4j.core.evaluation;

/**
 * McNemar's test in its exact form: of the images on which two models differ, each is right on half if neither is better
 * (McNemar 1947; Fagerland, Lydersen and Laake 2013, "The McNemar test for binary matched-pairs data").
 */
public final class McNemar {
    private McNemar() {}

    /**
     * How probable a difference of this size or more is if neither model is better; two-sided.
     *
     * @param onlyFirst images that only the first model gets right
     * @param onlySecond images that only the second model gets right
     * @return from 0 to 1; 1 where the two never differ
     */
    public static double pValue(int onlyFirst, int onlySecond) {
        int n = onlyFirst + onlySecond;
        int fewer = Math.min(onlyFirst, onlySecond);
        // log of the binomial coefficient, step by step, times 2 to the power of -n
        double logarithm = -n * Math.log(2);
        double sum = 0;
        for (int k = 0; k <= fewer; k++) {
            sum += Math.exp(logarithm);
            logarithm += Math.log(n - k) - Math.log(k + 1.0);
        }
        return Math.min(1, 2 * sum);
    }
}
