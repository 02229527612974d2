package org.tl4j.dl4j.convert.keras;

import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.WeightsException;
import org.tl4j.dl4j.validation.BoundedJson;

/** The JSON among the attributes of a Keras file. */
final class KerasJson {
    /** A model takes about ten levels, and each nested model as many: far below the thousands that overflow a stack. */
    private static final int DEEPEST = 200;

    private KerasJson() {}

    /**
     * The tree of an attribute's text.
     *
     * @throws WeightsException if it is not JSON, or nested too deeply
     */
    static JsonNode tree(String attribute, String text) {
        String subject = attribute + " of the file";
        try {
            return BoundedJson.tree(text, DEEPEST);
        } catch (JsonProcessingException e) {
            throw new WeightsException(
                    new Problem(
                            subject,
                            "must be JSON, nested at most " + DEEPEST + " levels deep",
                            e.getOriginalMessage(),
                            "check the file, or fetch it again"),
                    e);
        }
    }
}
