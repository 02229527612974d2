package org.tl4j.storage.bundle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.network.OnnxMetadata;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.storage.json.PreprocessingJson;

/** What other software needs to know of a model, as texts by key, for file formats that hold such metadata. */
public final class ManifestMetadata {
    /** The class names, a JSON list in the order of the outputs. */
    public static final String LABELS = "tl4j.labels";

    /** The preprocessing, the JSON object of {@code manifest.json}. */
    public static final String PREPROCESSING = "tl4j.preprocessing";

    /** The name of the pretrained network. */
    public static final String BACKBONE = "tl4j.backbone";

    /** The SHA-256 of its weights. */
    public static final String BACKBONE_WEIGHTS = "tl4j.backbone-weights";

    /** How the network was trained. */
    public static final String STRATEGY = "tl4j.strategy";

    /** The version of this software that trained it. */
    public static final String SOFTWARE = "tl4j.software";

    private ManifestMetadata() {}

    /** The metadata of a model; {@link OnnxMetadata#LABEL_MODE} only for several labels per image. */
    public static Map<String, String> of(BundleManifest manifest) {
        ArrayNode labels = JsonNodeFactory.instance.arrayNode();
        manifest.labels().names().forEach(labels::add);
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(LABELS, labels.toString());
        if (manifest.labels().isMultiLabel()) {
            metadata.put(OnnxMetadata.LABEL_MODE, EnumNames.of(manifest.labels().mode()));
        }
        metadata.put(
                PREPROCESSING, PreprocessingJson.write(manifest.preprocessing()).toString());
        metadata.put(BACKBONE, manifest.backbone());
        metadata.put(BACKBONE_WEIGHTS, manifest.backboneWeights().hex());
        metadata.put(STRATEGY, manifest.strategy());
        metadata.put(SOFTWARE, manifest.provenance().software());
        return metadata;
    }
}
