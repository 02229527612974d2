package org.tl4j.core.evaluation;

/**
 * How well one class is distinguished from the others.
 *
 * @param label the class
 * @param precision the share of its predictions that are right; 0 where it was never predicted
 * @param recall the share of its images that are predicted as this class; 0 where it has none
 * @param f1 the harmonic mean of the two
 * @param images how many images it has
 */
public record ClassMetrics(String label, double precision, double recall, double f1, int images) {
    /** The metrics of class {@code index}, from a confusion matrix [actual, predicted]. */
    static ClassMetrics of(String label, int[][] confusion, int index) {
        int images = 0;
        int predicted = 0;
        for (int other = 0; other < confusion.length; other++) {
            images += confusion[index][other];
            predicted += confusion[other][index];
        }
        int right = confusion[index][index];
        double precision = predicted == 0 ? 0 : (double) right / predicted;
        double recall = images == 0 ? 0 : (double) right / images;
        double f1 = right == 0 ? 0 : 2 * precision * recall / (precision + recall);
        return new ClassMetrics(label, precision, recall, f1, images);
    }
}
