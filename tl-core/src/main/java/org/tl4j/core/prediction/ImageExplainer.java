package org.tl4j.core.prediction;

import java.util.List;
import org.tl4j.core.dataset.ImageLocation;

/**
 * Shows which parts of an image speak for a label. Where the output layer of a model is linear on a pooled map, its logit is a
 * sum over the positions of the map; a {@link HeatMap} is that sum before it is taken, so nothing is estimated
 * ({@link HeatMapKind#EXACT}). This is class activation mapping (Zhou et al., Learning Deep Features for Discriminative
 * Localization, CVPR 2016), to which Grad-CAM (Selvaraju et al., ICCV 2017) reduces for such models.
 *
 * <p>Where there are other layers between the last map and the logits, the value of a position is gradient times activation, summed
 * over the channels of that map (HiResCAM: Draelos and Carin, Use HiResCAM instead of Grad-CAM for faithful explanations, 2020), of
 * tokens gradient times the difference from the mean patch ({@link HeatMapKind#LINEAR_APPROXIMATION}). The gradient is a central
 * difference. What this does not account for belongs to no position and is {@link HeatMap#rest}.
 *
 * <p>For classes, of which an image has one, the mean over all classes is subtracted: probabilities do not depend on what is
 * added to all logits, and so a map shows what speaks for this class rather than for the others. The bias of the output layer
 * of an exact map belongs to no position and is spread evenly over all. The values of a map and its rest sum to the logit, less the
 * same mean.
 *
 * <p>Thread-safe. What is wrong with an image gives a {@link org.tl4j.core.error.DataException}, whose subject says which image.
 *
 * <pre>{@code
 * try (TransferLearner learner = TransferLearner.create();
 *         ImageExplainer explainer = learner.explainer(Path.of("insects.tlz"))) {
 *     ImageLocation photo = ImageLocation.file(Path.of("unknown.jpg"));
 *     HeatMap ants = explainer.explain(photo, List.of("ants")).orThrow().get(0);
 *     System.out.println("the upper left corner adds " + ants.value(0, 0) + " to the logit");
 * }
 * }</pre>
 */
public interface ImageExplainer extends AutoCloseable {
    /**
     * The parts of an image that speak for labels.
     *
     * @param labels of the model
     * @return a map for each label, or why there can be none for any image
     * @throws org.tl4j.core.error.UsageException if a label is not one of the model, or this is closed
     * @throws org.tl4j.core.error.DataException if the image cannot be read or decoded
     */
    Explanation explain(ImageLocation image, List<String> labels);

    /**
     * The same for the bytes of an image file.
     *
     * @throws org.tl4j.core.error.UsageException as {@link #explain(ImageLocation, List)}, or if there is not a single byte
     * @throws org.tl4j.core.error.DataException if they cannot be decoded
     */
    Explanation explain(byte[] encoded, List<String> labels);

    /** Waits for the calls of other threads and frees native memory. Closing twice has no effect. */
    @Override
    void close();
}
