package org.tl4j.storage.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Interpolation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;

class PreprocessingJsonTest {
    private static final Preprocessing GREY = new Preprocessing(
            new ResizeRule.Exact(new ImageSize(40, 30), Interpolation.BICUBIC),
            new ImageSize(36, 28),
            ChannelOrder.GREY,
            1.0 / 255,
            List.of(0.1),
            List.of(1.0 / 3));

    @Test
    void writesOneFormWhoseBytesArePinned() throws JsonProcessingException {
        assertThat(new String(Json.write(PreprocessingJson.write(GREY)), StandardCharsets.UTF_8))
                .isEqualTo("""
                {
                  "resize" : {
                    "rule" : "exact",
                    "width" : 40,
                    "height" : 30,
                    "interpolation" : "bicubic"
                  },
                  "crop" : {
                    "width" : 36,
                    "height" : 28
                  },
                  "channels" : "GREY",
                  "scale" : 0.00392156862745098,
                  "mean" : [ 0.1 ],
                  "deviation" : [ 0.3333333333333333 ]
                }""");
    }

    @Test
    void readsWhatItWrites() {
        Preprocessing colours = new Preprocessing(
                new ResizeRule.ShorterSide(256),
                ImageSize.square(224),
                ChannelOrder.BGR,
                1,
                List.of(1.0, 2.0, 3.0),
                List.of(1.0, 1.0, 1.0));
        for (Preprocessing preprocessing : List.of(GREY, colours)) {
            assertThat(PreprocessingJson.read(
                            JsonReader.of(PreprocessingJson.write(preprocessing), JsonProblems.thrown())))
                    .contains(preprocessing);
        }
    }

    @Test
    void takesAnAbsentInterpolationForBilinear() throws JsonProcessingException {
        assertThat(PreprocessingJson.read(JsonReader.of(Json.read("""
                        {"resize": {"rule": "shorter-side", "pixels": 9}, "crop": {"width": 8, "height": 8},
                         "channels": "GREY", "scale": 1, "mean": [0], "deviation": [1]}
                        """), JsonProblems.thrown())))
                .get()
                .extracting(Preprocessing::resize)
                .isEqualTo(new ResizeRule.ShorterSide(9, Interpolation.BILINEAR));
    }

    @Test
    void refusesAnImageThatNoNetworkTakes() throws JsonProcessingException {
        JsonReader json = JsonReader.of(Json.read("""
                {"resize": {"rule": "shorter-side", "pixels": 9}, "crop": {"width": 16384, "height": 16384},
                 "channels": "RGB", "scale": 1, "mean": [0, 0, 0], "deviation": [1, 1, 1]}
                """), JsonProblems.thrown());
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> PreprocessingJson.read(json))
                .withMessageContaining("at most 268435456 values");
    }
}
