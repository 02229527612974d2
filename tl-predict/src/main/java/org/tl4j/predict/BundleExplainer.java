package org.tl4j.predict;

import static org.tl4j.core.error.Arguments.required;

import java.util.List;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.prediction.Explanation;
import org.tl4j.core.prediction.HeatMap;
import org.tl4j.core.prediction.ImageExplainer;

/** Heat maps of a bundle whose logits can be attributed to positions. */
final class BundleExplainer implements ImageExplainer {
    private final LabelSet labels;
    private final AttributableNetwork attribution;
    private final ImageNetwork network;

    /**
     * Closes {@code network} at its end.
     *
     * @param network whose rows are those of {@code attribution}
     */
    BundleExplainer(LabelSet labels, AttributableNetwork attribution, ImageNetwork network) {
        this.labels = labels;
        this.attribution = attribution;
        this.network = network;
    }

    @Override
    public Explanation explain(ImageLocation image, List<String> asked) {
        List<Integer> indices = indices(labels, asked);
        return maps(network.row(NamedImage.of(network.reader(), image)), indices);
    }

    @Override
    public Explanation explain(byte[] encoded, List<String> asked) {
        List<Integer> indices = indices(labels, asked);
        return maps(network.row(NamedImage.of(encoded)), indices);
    }

    private Explanation maps(float[] row, List<Integer> indices) {
        List<HeatMap> maps = indices.stream()
                .map(label -> {
                    PositionGrid grid = attribution.of(row, label);
                    return new HeatMap(labels.name(label), grid.height(), grid.width(), grid.values(), grid.rest());
                })
                .toList();
        return new Explanation.Explained(maps, attribution.kind());
    }

    /** The labels as outputs of the model. */
    static List<Integer> indices(LabelSet labels, List<String> asked) {
        return required(asked, "labels").stream()
                .map(label -> {
                    if (!labels.names().contains(required(label, "label"))) {
                        throw new UsageException(
                                "label",
                                "must be one of the model",
                                label,
                                Suggestions.question(label, labels.names()));
                    }
                    return labels.indexOf(label);
                })
                .toList();
    }

    @Override
    public void close() {
        network.close();
    }
}
