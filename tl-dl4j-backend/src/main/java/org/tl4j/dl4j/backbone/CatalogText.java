package org.tl4j.dl4j.backbone;

import java.util.List;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.SerializationFeature;
import org.nd4j.shade.jackson.databind.node.ArrayNode;
import org.nd4j.shade.jackson.databind.node.ObjectNode;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.ReferenceOutput;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.core.weights.WeightsSource;

/** Writes what {@link CatalogFile} reads. */
final class CatalogText {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private CatalogText() {}

    /** A catalogue file with one entry. */
    static String of(BackboneEntry entry) {
        ObjectNode root = JSON.createObjectNode();
        root.putArray("entries").add(node(entry));
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can always be written", e);
        }
    }

    private static ObjectNode node(BackboneEntry entry) {
        ObjectNode node = JSON.createObjectNode()
                .put("name", entry.name())
                .put("architecture", entry.architecture())
                .put("description", entry.description())
                .put("trained-on", entry.trainedOn())
                .put("licence", entry.licence())
                .put("source", entry.source());
        node.set("weights", node(entry.weights()));
        entry.classes().ifPresent(classes -> node.put("classes", classes));
        node.put("boundary", entry.defaultBoundary()).put("fine-tuning-rate", entry.fineTuningRate());
        node.set("preprocessing", node(entry.preprocessing()));
        entry.golden().ifPresent(golden -> node.set("golden", node(golden)));
        return node;
    }

    private static ObjectNode node(WeightsSource weights) {
        ObjectNode node = JSON.createObjectNode().put("file", weights.fileName());
        if (weights.embedded()) {
            node.put("embedded", true);
        }
        weights.address().ifPresent(address -> node.put("address", address.toString()));
        weights.bytes().ifPresent(bytes -> node.put("bytes", bytes));
        weights.sha256().ifPresent(digest -> node.put("sha256", digest.hex()));
        weights.adler32().ifPresent(sum -> node.put("adler32", sum));
        return node;
    }

    private static ObjectNode node(Preprocessing preprocessing) {
        ObjectNode node = JSON.createObjectNode();
        node.set("resize", node(preprocessing.resize()));
        node.set(
                "crop",
                JSON.createObjectNode()
                        .put("width", preprocessing.crop().width())
                        .put("height", preprocessing.crop().height()));
        node.put("channels", preprocessing.channels().name()).put("scale", preprocessing.scale());
        node.set("mean", numbers(preprocessing.mean()));
        node.set("deviation", numbers(preprocessing.standardDeviation()));
        return node;
    }

    private static ObjectNode node(ResizeRule rule) {
        ObjectNode node = JSON.createObjectNode();
        if (rule instanceof ResizeRule.ShorterSide side) {
            node.put("rule", "shorter-side").put("pixels", side.pixels());
        } else {
            ImageSize size = ((ResizeRule.Exact) rule).size();
            node.put("rule", "exact").put("width", size.width()).put("height", size.height());
        }
        return node.put("interpolation", EnumNames.of(rule.interpolation()));
    }

    private static ObjectNode node(ReferenceOutput golden) {
        ObjectNode node = JSON.createObjectNode().put("vertex", golden.vertex());
        node.set("values", numbers(golden.values()));
        return node;
    }

    private static ArrayNode numbers(List<Double> values) {
        ArrayNode node = JSON.createArrayNode();
        values.forEach(node::add);
        return node;
    }
}
