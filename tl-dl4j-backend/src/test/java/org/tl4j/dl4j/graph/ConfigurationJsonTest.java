package org.tl4j.dl4j.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.learning.config.Sgd;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.architecture.Architectures;

class ConfigurationJsonTest {
    private static final ConfigurationJson BUNDLE =
            new ConfigurationJson("network.json", "train it again", BundleException::new);

    @Test
    void readsWhatDl4jWrites() {
        String json = BUNDLE.graph(resnet()).toJson();

        // the first round trip fills in defaults; from then on the text stays
        assertThat(BUNDLE.graph(json).toJson()).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javax.swing.JEditorPane",
                "org.springframework.context.support.ClassPathXmlApplicationContext",
                "org.deeplearning4j.nn.conf.layers.samediff.Evil;x",
                "org.nd4j.linalg.factory.Nd4j",
                "org.tl4j.Anything"
            })
    void refusesClassesThatAreNoPartsOfANetwork(String name) {
        String json = resnet().replaceFirst("\"@class\" : \"[^\"]+\"", "\"@class\" : \"" + name + "\"");

        assertThatThrownBy(() -> BUNDLE.graph(json))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining(name);
    }

    @Test
    void refusesAClassHiddenBehindADoubledKey() {
        String json =
                resnet().replaceFirst("\"@class\" : ", "\"@class\" : \"java.lang.ProcessBuilder\", \"@class\" : ");

        assertThatThrownBy(() -> BUNDLE.graph(json))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("Duplicate");
    }

    @Test
    void refusesAClassHiddenBelowAnother() {
        String json = resnet().replace(
                        "\"activationFn\" : {",
                        "\"activationFn\" : { \"extra\" : { \"@class\" : \"java.lang.ProcessBuilder\" },");

        assertThatThrownBy(() -> BUNDLE.graph(json)).isInstanceOf(BundleException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "null", "\"text\"", "{\"vertices\": 3}"})
    void refusesWhatIsNoConfiguration(String json) {
        assertThatThrownBy(() -> BUNDLE.graph(json)).isInstanceOf(BundleException.class);
    }

    private static String resnet() {
        Started.runtime();
        Preprocessing input = new Preprocessing(
                new ResizeRule.Exact(ImageSize.square(32)),
                ImageSize.square(32),
                ChannelOrder.GREY,
                1,
                List.of(0.0),
                List.of(1.0));
        return Architectures.named("resnet20")
                .configuration(input, 2, new Architecture.Initialisation(1, new Sgd(0.1)))
                .toJson();
    }
}
