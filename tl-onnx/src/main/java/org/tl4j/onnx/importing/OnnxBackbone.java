package org.tl4j.onnx.importing;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.List;
import java.util.OptionalInt;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.FeatureNetwork;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.network.OnnxTranslation;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.onnx.graph.HeadModel;
import org.tl4j.onnx.graph.SplitModel;

/** A network of an ONNX file up to its boundary, for features. */
final class OnnxBackbone implements Backbone {
    private final BackboneSpec spec;
    private final String engine;
    private final ModelProto model;
    private final OptionalInt batch;
    private final FeatureNetwork network;

    /** Takes ownership of {@code network}, which runs {@code model}. */
    OnnxBackbone(BackboneSpec spec, String engine, ModelProto model, OptionalInt batch, FeatureNetwork network) {
        this.spec = spec;
        this.engine = engine;
        this.model = model;
        this.batch = batch;
        this.network = network;
    }

    @Override
    public BackboneSpec spec() {
        return spec;
    }

    @Override
    public FeatureBatch features(ImageBatch images) {
        return network.features(images);
    }

    @Override
    public NetworkContents contents(LinearHead head) {
        OnnxNetwork whole = SplitModel.of(HeadModel.of(model, batch, spec.boundary(), head));
        return new NetworkContents(
                engine,
                List.of(
                        new NetworkEntry.Bytes(OnnxNetwork.ENTRY, whole.model()),
                        new NetworkEntry.Tensors(NetworkContents.WEIGHTS, whole.tensors())));
    }

    @Override
    public OnnxTranslation onnx() {
        return new OnnxTranslation.Written(SplitModel.of(model));
    }

    @Override
    public void close() {
        network.close();
    }
}
