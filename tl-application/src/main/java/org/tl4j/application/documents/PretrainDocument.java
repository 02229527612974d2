package org.tl4j.application.documents;

import java.util.List;
import org.tl4j.core.evaluation.Evaluation;

/**
 * The JSON of {@code tl pretrain}.
 *
 * @param architecture the architecture that was trained
 * @param classes their names
 * @param images how many training images there were
 * @param parameters how many parameters the network has
 * @param test the figures on test images; left out if the data has no test part
 * @param seconds how long it took
 * @param weights the file that was written
 */
public record PretrainDocument(
        String architecture,
        List<String> classes,
        int images,
        long parameters,
        Test test,
        double seconds,
        String weights) {
    /** The figures of the test part. */
    public record Test(int images, double accuracy, double logLoss) {
        /** The figures of an evaluation. */
        public static Test of(Evaluation evaluation) {
            return new Test(evaluation.images(), evaluation.accuracy(), evaluation.logLoss());
        }
    }
}
