package org.tl4j.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferenceRequestTest {
    @Test
    void membersComeInAnyOrderAndUnknownOnesAreLeftOut() {
        InferenceRequest request = InferenceRequest.of(
                bytes("{\"parameters\": {\"a\": [1, {}]}, \"inputs\": [{\"data\": [[1, 2.5], [-3e1, 4]],"
                        + " \"parameters\": {}, \"shape\": [2, 2], \"datatype\": \"FP32\", \"name\": \"x\"}],"
                        + " \"outputs\": [{\"name\": \"label\", \"parameters\": {\"binary_data\": false}}],"
                        + " \"id\": \"i\"}"));

        assertThat(request.id()).contains("i");
        assertThat(request.datatype()).isEqualTo("FP32");
        assertThat(request.shape()).containsExactly(2, 2);
        assertThat(request.numbers()).containsExactly(1, 2.5f, -30, 4);
        assertThat(request.outputs()).containsExactly("label");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | must have an object here",
                "{} | must be exactly one",
                "{\"inputs\": []} | must be exactly one",
                "{\"inputs\": [{}, {}]} | must be exactly one",
                "{\"inputs\": [{}]} | must have name, shape, datatype and data",
                "{\"inputs\": [{\"shape\": [1], \"datatype\": \"FP32\", \"data\": [1]}]} | must have name, shape,"
                        + " datatype and data",
                "{\"inputs\": [1]} | must have an object per input here",
                "{\"inputs\": [{\"shape\": [0]}]} | must have up to 8 numbers from 1, found 0",
                "{\"inputs\": [{\"shape\": [-1]}]} | must have up to 8 numbers from 1, found -1",
                "{\"inputs\": [{\"shape\": [1.5]}]} | must have whole numbers as shape",
                "{\"inputs\": [{\"shape\": [99999999999]}]} | must be a JSON document",
                "{\"inputs\": [{\"shape\": [1,1,1,1,1,1,1,1,1]}]} | must have up to 8 numbers from 1",
                "{\"inputs\": [{\"data\": 1}]} | must have a list as data here",
                "{\"inputs\": [{\"data\": [null]}]} | must be numbers or texts",
                "{\"inputs\": [{\"data\": [1e99]}]} | must be finite in single precision",
                "{\"inputs\": [{\"data\": [NaN]}]} | must be a JSON document",
                "{\"inputs\": [{\"name\": \"x\", \"shape\": [2], \"datatype\": \"FP32\", \"data\": [1]}]} | must have"
                        + " as many elements as the shape [2], found 1",
                "{\"inputs\": [{\"name\": \"x\", \"shape\": [60000,60000,60000], \"datatype\": \"FP32\", \"data\":"
                        + " [1]}]} | must have as many elements",
                "{\"inputs\": [{\"data\": [[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}]} | must be a JSON document",
                "{\"id\": 1} | must have a text as id here",
                "{\"outputs\": [{\"name\": 1}]} | must have a text as name here",
                "{} {} | must have nothing here",
                "{\"id\": \"a\" | must be a JSON document"
            })
    void otherDocumentsAreRefused(String document, String rule) {
        assertThatThrownBy(() -> InferenceRequest.of(bytes(document)))
                .isInstanceOf(RefusedRequestException.class)
                .hasMessageContaining(rule)
                .satisfies(
                        e -> assertThat(((RefusedRequestException) e).status()).isEqualTo(400));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
