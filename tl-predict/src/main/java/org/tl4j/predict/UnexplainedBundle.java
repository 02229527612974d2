package org.tl4j.predict;

import static org.tl4j.core.error.Arguments.required;

import java.util.List;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.prediction.Explanation;
import org.tl4j.core.prediction.ImageExplainer;

/** The explainer of a bundle whose logits cannot be attributed to positions. */
final class UnexplainedBundle implements ImageExplainer {
    private final LabelSet labels;
    private final Explanation.Unavailable reason;

    UnexplainedBundle(LabelSet labels, String reason) {
        this.labels = labels;
        this.reason = new Explanation.Unavailable(reason);
    }

    @Override
    public Explanation explain(ImageLocation image, List<String> asked) {
        required(image, "image");
        BundleExplainer.indices(labels, asked);
        return reason;
    }

    @Override
    public Explanation explain(byte[] encoded, List<String> asked) {
        required(encoded, "encoded");
        BundleExplainer.indices(labels, asked);
        return reason;
    }

    /** There is nothing to free. */
    @Override
    public void close() {}
}
