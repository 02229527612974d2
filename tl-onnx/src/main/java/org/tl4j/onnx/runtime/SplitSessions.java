package org.tl4j.onnx.runtime;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.NetworkSplit;
import org.tl4j.core.backbone.SplitNetwork;
import org.tl4j.core.backbone.TokenSequence;
import org.tl4j.core.backbone.UnpooledOutput;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.onnx.graph.CutValues;
import org.tl4j.onnx.graph.MapModel;
import org.tl4j.onnx.graph.ModelBytes;
import org.tl4j.onnx.graph.TailModel;
import org.tl4j.onnx.graph.ValueShape;

/** Opens networks of bundles in two parts. Thread-safe. */
public final class SplitSessions {
    /** Values looked at, from the last on: a block of a transformer has two or three, its last norm up to five. */
    private static final int MOST_CUTS = 64;

    /** Of the largest logit; rounding changes less. */
    private static final double LEAST_CHANGE = 1e-5;

    private final PartSessions parts;

    /** Opens sessions by these. */
    public SplitSessions(Sessions sessions) {
        this.parts = new PartSessions(sessions);
    }

    /**
     * Splits a network at the last value that has positions, of which everything passes through, and whose positions the logits
     * depend on: behind its last attention, a transformer with a class token computes patches that nothing reads. A value whose part
     * behind it cannot be run, or gives no finite logits for noise, is passed over. The caller closes the split.
     *
     * @param contents of a bundle, whose model was checked
     * @param input how images are preprocessed for it
     * @param labels how many probabilities it gives
     * @throws BundleException if no value is left and a part of the network could not be run, for the last such part
     */
    public NetworkSplit open(NetworkContents contents, Preprocessing input, int labels) {
        ModelProto model = ModelBytes.checked(contents.bytes(OnnxNetwork.ENTRY), true);
        Optional<String> logits = TailModel.logits(model);
        if (logits.isEmpty()) {
            return new NetworkSplit.Refused("its probabilities are no softmax or sigmoids");
        }
        List<String> cuts = CutValues.before(model, logits.get());
        List<String> last = cuts.subList(0, Math.min(MOST_CUTS, cuts.size()));
        if (last.isEmpty()) {
            return new NetworkSplit.Refused("no value in it has all that its logits depend on");
        }
        return split(
                new Source(model, logits.get(), labels, contents), parts.shapes(model, last, contents, input), input);
    }

    /** The model of a bundle, and which of its values are its logits. */
    private record Source(ModelProto model, String logits, int labels, NetworkContents contents) {}

    /** At the first value that has a split. */
    private NetworkSplit split(Source source, Map<String, ValueShape> shapes, Preprocessing input) {
        Optional<BundleException> failure = Optional.empty();
        for (Map.Entry<String, ValueShape> cut : shapes.entrySet()) {
            if (cut.getValue().half()) {
                // each step would be lost in rounding from here on
                return new NetworkSplit.Refused("it computes in 16-bit floats, too coarse for derivatives");
            }
            if (cut.getValue().hasPositions(input.crop())) {
                try {
                    Optional<SplitNetwork> opened = at(source, cut.getKey(), cut.getValue());
                    if (opened.isPresent()) {
                        return new NetworkSplit.Opened(opened.get());
                    }
                } catch (BundleException e) {
                    failure = Optional.of(e);
                }
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        return new NetworkSplit.Refused("no map or patches in it have all that its logits depend on");
    }

    /** Empty if the logits do not depend on the positions of the value. */
    private Optional<SplitNetwork> at(Source source, String value, ValueShape shape) {
        ModelProto part = TailModel.of(source.model(), value, shape, source.logits(), source.labels());
        SessionTail tail = new SessionTail(parts.open(part, source.contents()), shape.feature(), source.labels());
        boolean kept = false;
        try {
            if (!dependsOnPositions(tail)) {
                return Optional.empty();
            }
            SessionMaps values = values(source.model(), value, shape, source.contents());
            kept = true;
            return Optional.of(new SessionSplit(values, tail));
        } finally {
            if (!kept) {
                tail.close();
            }
        }
    }

    private SessionMaps values(ModelProto model, String value, ValueShape shape, NetworkContents contents) {
        ModelProto part = MapModel.of(model, List.of(value), List.of(shape));
        return new SessionMaps(
                parts.open(part, contents), List.of(new UnpooledOutput(shape.feature(), Optional.empty())));
    }

    /** Whether logits change when all positions have other values. */
    private static boolean dependsOnPositions(SessionTail tail) {
        int width = Math.toIntExact(tail.shape().values());
        int first = tail.shape() instanceof TokenSequence tokens
                ? Math.toIntExact(tokens.tokensBeforePatches().orElseThrow() * tokens.width())
                : 0;
        FeatureBatch pair = FeatureBatch.allocate(2, width);
        FloatBuffer values = pair.values();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < width; i++) {
            // above 0, which most activations let pass
            float value = (float) random.nextDouble();
            values.put(i, value);
            values.put(width + i, i < first ? value : (float) random.nextDouble());
        }
        FeatureBatch logits = tail.logits(pair);
        double largest = 0;
        double change = 0;
        for (int i = 0; i < logits.width(); i++) {
            float logit = logits.values().get(i);
            largest = Math.max(largest, Math.abs(logit));
            change = Math.max(change, Math.abs(logits.values().get(logits.width() + i) - logit));
        }
        return change > LEAST_CHANGE * largest;
    }
}
