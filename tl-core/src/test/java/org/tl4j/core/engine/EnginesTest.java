package org.tl4j.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.NetworkSplit;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.weights.Tensor;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.TensorSet;
import org.tl4j.core.weights.WeightsSource;

class EnginesTest {
    private static final ImageSize SIZE = ImageSize.square(2);
    private static final Preprocessing INPUT =
            new Preprocessing(new ResizeRule.Exact(SIZE), SIZE, ChannelOrder.GREY, 1, List.of(0.0), List.of(1.0));

    private final Engine first = new NamedEngine("first");
    private final Engine second = new NamedEngine("second");
    private final Engines engines = new Engines(List.of(first, second));

    @Test
    void findsAnEngineByItsName() {
        assertThat(engines.of("second")).isSameAs(second);
        assertThat(engines.all()).containsExactly(first, second);
        assertThat(engines.infos()).extracting(EngineInfo::name).containsExactly("first", "second");
        assertThat(engines.weightsKinds()).hasSize(2);
    }

    @Test
    void aBundleIsNotSplitWhereNoEngineRunsOnnx() {
        NetworkContents contents = new NetworkContents("first", List.of(NetworkEntry.text("network.json", "{}")));

        assertThat(engines.split(contents, INPUT))
                .isEqualTo(new NetworkSplit.Refused("the engine first computes no derivatives"));
    }

    @Test
    void kindsOfWeightsAndExportersAreListedWithoutStartingAnything() {
        EngineProvider waiting = new EngineProvider() {
            @Override
            public String name() {
                return "waiting";
            }

            @Override
            public Engine start(TensorFormat tensors) {
                throw new AssertionError("nothing of the engine was needed");
            }
        };
        Engines all = Engines.of(List.of(), List.of(waiting), null);

        assertThat(all.weightsKinds()).isEmpty();
        assertThat(all.exporters()).isEmpty();
    }

    @Test
    void namesTheEnginesThatThereAre() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> engines.of("secnd"))
                .withMessage("engine must be one of first, second, found secnd; did you mean second?");
    }

    @Test
    void anEntryIsOpenedByTheEngineThatItNames() {
        assertThat(engines.forEntry(entry("second", "unknown"))).isSameAs(second);
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> engines.forEntry(entry("third", "known")))
                .withMessage(
                        "engine of net must be one of first, second, found third; add the module of that engine, or use"
                                + " a newer version of TL4J");
    }

    @Test
    void anEntryIsSupportedWhereItsEngineIsThereAndKnowsTheArchitecture() {
        assertThat(engines.supporting(entry("first", "known"))).containsSame(first);
        assertThat(engines.supporting(entry("first", "unknown"))).isEmpty();
        assertThat(engines.supporting(entry("third", "known"))).isEmpty();
    }

    @Test
    void thereMayBeNone() {
        Engines none = new Engines(List.of());

        assertThat(none.all()).isEmpty();
        assertThat(none.weightsKinds()).isEmpty();
        assertThat(none.supporting(entry("first", "known"))).isEmpty();
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> none.forEntry(entry("first", "known")))
                .withMessageStartingWith(
                        "engine of net must be one of the engines of the application, of which there are none, found first");
    }

    @Test
    void twoEnginesHaveDifferentNames() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Engines(List.of(first, new NamedEngine("first"))))
                .withMessage("engines must have different names, found first");
    }

    @Test
    void enginesGivenStandInForThoseOfTheClassPath() {
        Engines mixed = Engines.with(
                List.of(EngineProvider.of(first)), List.of(provider("first"), provider("found")), new NoTensors());

        assertThat(mixed.all()).containsExactly(first, new NamedEngine("found"));
        assertThat(Engines.withClassPath(List.of(first), new NoTensors()).of("first"))
                .isSameAs(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a b", "a.b", "a_b", "-a"})
    void namesOfEnginesFollowOneRule(String name) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Engines(List.of(new NamedEngine(name))))
                .withMessageContaining("1 to 50 lower-case letters, digits and dashes");
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> entry(name, "known"));
    }

    /** Nothing is read in these tests. */
    private static final class NoTensors implements TensorFormat {
        @Override
        public TensorSet read(Path file) {
            throw new UnsupportedOperationException();
        }

        @Override
        public TensorSet read(ByteBuffer bytes, String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] write(List<Tensor> tensors, Map<String, String> metadata) {
            throw new UnsupportedOperationException();
        }
    }

    private static EngineProvider provider(String name) {
        return new EngineProvider() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Engine start(TensorFormat tensors) {
                return new NamedEngine(name);
            }
        };
    }

    private static BackboneEntry entry(String engine, String architecture) {
        return new BackboneEntry(
                "net",
                engine,
                architecture,
                "a network",
                "noise",
                "CC0-1.0",
                "this test",
                WeightsSource.named("net.bin"),
                INPUT,
                "top",
                0.01,
                Optional.empty(),
                OptionalInt.empty());
    }
}
