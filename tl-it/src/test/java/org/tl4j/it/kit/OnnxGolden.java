package org.tl4j.it.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.preprocessing.ImageBatch;

/** Outputs of a network of the fixtures, computed by PyTorch for two pictures of coarse cells. */
public final class OnnxGolden {
    private static final double TOLERANCE = 1e-4;
    private static final int CELLS = 7;

    private final JsonNode document;

    private OnnxGolden(JsonNode document) {
        this.document = document;
    }

    /** The outputs of a network. */
    public static OnnxGolden of(String name) throws IOException {
        return new OnnxGolden(new ObjectMapper()
                .readTree(Fixtures.path("conformance/onnx/" + name + ".json").toFile()));
    }

    /** Compares the features of a backbone with an output. */
    public void compare(String output, Backbone backbone) {
        float[] expected = Numbers.ofList(document.at("/outputs/" + output + "/values"));
        Numbers.assertAgree(Numbers.of(backbone.features(input(backbone)).values()), expected, TOLERANCE);
    }

    /** A picture that is described in words is one of channels last, from 0 to 255. */
    private ImageBatch input(Backbone backbone) {
        ImageBatch batch = ImageBatch.allocate(2, backbone.spec().preprocessing());
        boolean pixels = document.at("/input/made").isTextual();
        float[] grid = new Formula(999_983, -2.5, 2.5).numbers(2 * 3 * CELLS * CELLS);
        int cell = batch.height() / CELLS;
        for (int i = 0; i < batch.values().limit(); i++) {
            int x = i % batch.width() / cell;
            int y = i / batch.width() % batch.height() / cell;
            int plane = i / (batch.width() * batch.height());
            float value = grid[(plane * CELLS + y) * CELLS + x];
            batch.values().put(i, pixels ? (float) ((value + 2.5) * 51) : value);
        }
        return batch;
    }
}
