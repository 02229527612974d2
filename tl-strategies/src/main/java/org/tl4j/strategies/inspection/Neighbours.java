package org.tl4j.strategies.inspection;

import java.util.Arrays;

/**
 * The nearest rows of each row.
 *
 * @param indices one row each, the nearest first; of rows of the same set
 * @param similarities of the same neighbours, larger is nearer
 */
@SuppressWarnings("ArrayRecordComponent") // made and read only here
record Neighbours(int[][] indices, float[][] similarities) {
    /** The similarity of two rows. */
    @FunctionalInterface
    interface Similarity {
        float of(int one, int other);
    }

    /**
     * Compares each row with each of {@code references}.
     *
     * @param rows how many rows there are
     * @param count how many neighbours are wanted, less than the number of references
     * @throws org.tl4j.core.error.InterruptedWorkException if this thread is interrupted
     */
    static Neighbours of(int rows, int[] references, int count, Similarity similarity) {
        int[][] indices = new int[rows][count];
        float[][] similarities = new float[rows][count];
        for (int row = 0; row < rows; row++) {
            Interruption.check("the search for neighbours", row, rows);
            Arrays.fill(indices[row], -1);
            Arrays.fill(similarities[row], Float.NEGATIVE_INFINITY);
            for (int reference : references) {
                if (reference != row) {
                    enter(indices[row], similarities[row], reference, similarity.of(row, reference));
                }
            }
        }
        return new Neighbours(indices, similarities);
    }

    private static void enter(int[] indices, float[] similarities, int index, float similarity) {
        int place = indices.length;
        while (place > 0 && similarities[place - 1] < similarity) {
            place--;
        }
        if (place < indices.length) {
            System.arraycopy(indices, place, indices, place + 1, indices.length - place - 1);
            System.arraycopy(similarities, place, similarities, place + 1, indices.length - place - 1);
            indices[place] = index;
            similarities[place] = similarity;
        }
    }
}
