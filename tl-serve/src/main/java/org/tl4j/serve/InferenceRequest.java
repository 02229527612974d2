package org.tl4j.serve;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A request of the Open Inference Protocol with its one input. Immutable; nobody changes the numbers.
 *
 * @see <a href="https://kserve.github.io/website/docs/concepts/architecture/data-plane/v2-protocol">the protocol</a>
 */
final class InferenceRequest {
    private static final int MOST_DIMENSIONS = 8;

    private final Optional<String> id;
    private final String datatype;
    private final List<Integer> shape;
    private final float[] numbers;
    private final List<String> texts;
    private final List<String> outputs;

    private InferenceRequest(Optional<String> id, Input input, List<String> outputs) {
        this.id = id;
        this.datatype = input.datatype;
        this.shape = List.copyOf(input.shape);
        this.numbers = Arrays.copyOf(input.numbers, input.count);
        this.texts = List.copyOf(input.texts);
        this.outputs = List.copyOf(outputs);
    }

    /**
     * Reads a request.
     *
     * @throws RefusedRequestException with 400 if it is none
     */
    static InferenceRequest of(byte[] body) {
        try (JsonParser json = StrictJson.parser(body)) {
            return read(json);
        } catch (IOException e) {
            throw StrictJson.malformed(e);
        }
    }

    private static InferenceRequest read(JsonParser json) throws IOException {
        Optional<String> id = Optional.empty();
        List<Input> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        StrictJson.require(json.nextToken(), JsonToken.START_OBJECT, "an object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            JsonToken value = json.nextToken();
            switch (member) {
                case "id" -> {
                    StrictJson.require(value, JsonToken.VALUE_STRING, "a text as id");
                    id = Optional.of(json.getText());
                }
                case "inputs" -> inputs.addAll(inputs(json));
                case "outputs" -> outputs.addAll(outputs(json));
                default -> json.skipChildren();
            }
        }
        StrictJson.requireEnd(json);
        if (inputs.size() != 1) {
            throw RefusedRequestException.badRequest(
                    "inputs", "must be exactly one", Integer.toString(inputs.size()), "");
        }
        inputs.get(0).check();
        return new InferenceRequest(id, inputs.get(0), outputs);
    }

    private static List<Input> inputs(JsonParser json) throws IOException {
        List<Input> inputs = new ArrayList<>();
        StrictJson.require(json.currentToken(), JsonToken.START_ARRAY, "a list of inputs");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (!inputs.isEmpty()) {
                throw RefusedRequestException.badRequest("inputs", "must be exactly one", "more", "");
            }
            inputs.add(Input.read(json));
        }
        return inputs;
    }

    private static List<String> outputs(JsonParser json) throws IOException {
        List<String> names = new ArrayList<>();
        StrictJson.require(json.currentToken(), JsonToken.START_ARRAY, "a list of outputs");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            StrictJson.require(json.currentToken(), JsonToken.START_OBJECT, "an object per output");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String member = json.currentName();
                JsonToken value = json.nextToken();
                if (member.equals("name")) {
                    StrictJson.require(value, JsonToken.VALUE_STRING, "a text as name");
                    names.add(json.getText());
                } else {
                    json.skipChildren();
                }
            }
        }
        return names;
    }

    /** What the answer repeats. */
    Optional<String> id() {
        return id;
    }

    /** As the protocol calls it: {@code FP32}, {@code BYTES}. */
    String datatype() {
        return datatype;
    }

    List<Integer> shape() {
        return shape;
    }

    /** The data of numbers, row-major; not copied. */
    float[] numbers() {
        return numbers;
    }

    /** The data of texts. */
    List<String> texts() {
        return texts;
    }

    /** Names of the outputs that are asked for; none for all. */
    List<String> outputs() {
        return outputs;
    }

    /** An input while it is read: its members come in any order. */
    private static final class Input {
        private String datatype = "";
        private final List<Integer> shape = new ArrayList<>();
        private boolean hasName;
        private boolean hasData;
        private float[] numbers = new float[16];
        private int count;
        private final List<String> texts = new ArrayList<>();

        static Input read(JsonParser json) throws IOException {
            Input input = new Input();
            StrictJson.require(json.currentToken(), JsonToken.START_OBJECT, "an object per input");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String member = json.currentName();
                JsonToken value = json.nextToken();
                switch (member) {
                    case "name" -> {
                        StrictJson.require(value, JsonToken.VALUE_STRING, "a text as name of the input");
                        input.hasName = true;
                    }
                    case "datatype" -> {
                        StrictJson.require(value, JsonToken.VALUE_STRING, "a text as datatype");
                        input.datatype = json.getText();
                    }
                    case "shape" -> input.readShape(json);
                    case "data" -> {
                        StrictJson.require(value, JsonToken.START_ARRAY, "a list as data");
                        input.hasData = true;
                        input.readData(json);
                    }
                    default -> json.skipChildren();
                }
            }
            return input;
        }

        private void readShape(JsonParser json) throws IOException {
            StrictJson.require(json.currentToken(), JsonToken.START_ARRAY, "a list as shape");
            while (json.nextToken() != JsonToken.END_ARRAY) {
                StrictJson.require(json.currentToken(), JsonToken.VALUE_NUMBER_INT, "whole numbers as shape");
                int side = json.getIntValue();
                if (side < 1 || shape.size() == MOST_DIMENSIONS) {
                    throw RefusedRequestException.badRequest(
                            "shape of the input",
                            "must have up to " + MOST_DIMENSIONS + " numbers from 1",
                            side < 1 ? Integer.toString(side) : "more",
                            "");
                }
                shape.add(side);
            }
        }

        /** The protocol allows lists in lists, whose order is that of the flat list. */
        private void readData(JsonParser json) throws IOException {
            int depth = 1;
            while (depth > 0) {
                JsonToken token = json.nextToken();
                if (token == JsonToken.START_ARRAY) {
                    depth++;
                } else if (token == JsonToken.END_ARRAY) {
                    depth--;
                } else if (token == JsonToken.VALUE_STRING) {
                    texts.add(json.getText());
                } else if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
                    add(json.getFloatValue());
                } else {
                    throw RefusedRequestException.badRequest(
                            "data of the input", "must be numbers or texts", String.valueOf(token), "");
                }
            }
        }

        private void add(float number) {
            if (!Float.isFinite(number)) {
                throw RefusedRequestException.badRequest(
                        "data of the input", "must be finite in single precision", Float.toString(number), "");
            }
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = number;
        }

        void check() {
            if (!hasName || datatype.isEmpty() || shape.isEmpty() || !hasData) {
                throw RefusedRequestException.badRequest(
                        "input", "must have name, shape, datatype and data", "one that lacks some", "");
            }
            long elements = 1;
            for (int side : shape) {
                elements = Math.min(elements * side, Integer.MAX_VALUE);
            }
            if (elements != count + texts.size()) {
                throw RefusedRequestException.badRequest(
                        "data of the input",
                        "must have as many elements as the shape " + shape,
                        Integer.toString(count + texts.size()),
                        "");
            }
        }
    }
}
