package org.tl4j.dl4j.head;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelState;
import org.tl4j.core.training.LabelledFeatures;

/** One binary regression per label, solved by scikit-learn; {@code dev/goldens/make_goldens.py} shows how. */
record SeveralLabelsGolden(JsonNode json) {
    static List<SeveralLabelsGolden> all() {
        try (InputStream in = SeveralLabelsGolden.class.getResourceAsStream(
                "/org/tl4j/dl4j/goldens/logistic-regression-labels.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false)
                    .map(SeveralLabelsGolden::new)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean balanced() {
        return json.get("balanced").asBoolean();
    }

    double c() {
        return json.get("C").asDouble();
    }

    int labels() {
        return json.get("labels").asInt();
    }

    int width() {
        return json.get("width").asInt();
    }

    double testMeanAveragePrecision() {
        return json.get("testMeanAveragePrecision").asDouble();
    }

    double testLogLoss() {
        return json.get("testLogLoss").asDouble();
    }

    double coefficient(int label, int feature) {
        return json.get("coefficients").get(label).get(feature).asDouble();
    }

    double intercept(int label) {
        return json.get("intercepts").get(label).asDouble();
    }

    double testProbability(int row, int label) {
        return json.get("testProbabilities").get(row).get(label).asDouble();
    }

    LabelledFeatures train() {
        return features("train");
    }

    LabelledFeatures test() {
        return features("test");
    }

    private LabelledFeatures features(String part) {
        JsonNode rows = json.get(part + "Features");
        FeatureBatch batch = FeatureBatch.allocate(rows.size(), width());
        for (int i = 0; i < rows.size() * width(); i++) {
            batch.values().put(i, (float) rows.get(i / width()).get(i % width()).asDouble());
        }
        List<List<LabelState>> states = new ArrayList<>();
        for (JsonNode row : json.get(part + "Labels")) {
            states.add(StreamSupport.stream(row.spliterator(), false)
                    .map(value -> state(value.asInt()))
                    .toList());
        }
        return new LabelledFeatures(batch, LabelMatrix.multiple(states, labels()));
    }

    private static LabelState state(int value) {
        return value < 0 ? LabelState.UNKNOWN : value == 0 ? LabelState.ABSENT : LabelState.PRESENT;
    }

    @Override
    public String toString() {
        return json.get("name").asText();
    }
}
