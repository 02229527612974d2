package org.tl4j.dl4j.head;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.training.LabelledFeatures;

/**
 * A problem solved by scikit-learn; {@code dev/goldens/make_goldens.py} shows how. Its objective is
 * {@code c * weighted sum of losses + squared norm of the weights / 2}.
 */
record LogisticRegressionGolden(JsonNode json) {
    static List<LogisticRegressionGolden> all() {
        try (InputStream in =
                LogisticRegressionGolden.class.getResourceAsStream("/org/tl4j/dl4j/goldens/logistic-regression.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false)
                    .map(LogisticRegressionGolden::new)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String name() {
        return json.get("name").asText();
    }

    boolean balanced() {
        return json.get("balanced").asBoolean();
    }

    double c() {
        return json.get("C").asDouble();
    }

    int classes() {
        return json.get("classes").asInt();
    }

    int width() {
        return json.get("width").asInt();
    }

    double objective() {
        return json.get("objective").asDouble();
    }

    double testAccuracy() {
        return json.get("testAccuracy").asDouble();
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
        JsonNode labels = json.get(part + "Labels");
        return new LabelledFeatures(
                batch,
                IntStream.range(0, labels.size())
                        .map(i -> labels.get(i).asInt())
                        .toArray(),
                classes());
    }

    @Override
    public String toString() {
        return name();
    }
}
