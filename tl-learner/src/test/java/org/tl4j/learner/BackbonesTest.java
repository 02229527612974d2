package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.Optimizer;

class BackbonesTest {
    private final FakeBackbones machine = new FakeBackbones(Entries.ALL, Entries.CIFAR);
    private final Backbones backbones = new Backbones(machine.resolver());

    @Test
    void describingAllEntriesReadsTheCatalogueOnceAndHashesNothing() {
        for (BackboneEntry entry : backbones.entries()) {
            assertThat(backbones.structure(entry)).isPresent();
            assertThat(backbones.available(entry))
                    .isEqualTo(entry.equals(Entries.CIFAR) || entry.equals(Entries.GARMENTS));
        }

        assertThat(machine.listed).isEqualTo(1);
        assertThat(machine.named).isEmpty();
        assertThat(machine.hashed).isEmpty();
        assertThat(machine.log).isEmpty();
    }

    @Test
    void openingAndVerifyingHashTheWeightsOnceEach() {
        backbones.open(BackboneRequest.of("resnet56-cifar10")).close();
        assertThat(machine.hashed).hasSize(1);

        assertThat(backbones.verify(BackboneRequest.of("resnet56-cifar10"))).isEmpty();
        assertThat(machine.hashed).hasSize(2);
        assertThat(machine.named).containsExactly("resnet56-cifar10", "resnet56-cifar10");
    }

    @Test
    void anEntryOfAnEngineThatIsNotThereIsListedButNotOpened() {
        BackboneEntry other = Entries.ofEngine("onnxruntime");
        FakeBackbones one = new FakeBackbones(List.of(other), other);
        Backbones found = new Backbones(one.resolver());

        assertThat(found.entries()).containsExactly(other);
        assertThat(found.structure(other)).isEmpty();
        assertThatThrownBy(() -> found.open(BackboneRequest.of(other.name())))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "engine of net must be one of fake, found onnxruntime; add the module of that engine, or use a"
                                + " newer version of TL4J");
        assertThat(one.hashed).isEmpty();
    }

    @Test
    void anEngineThatCannotTrainMakesNoFreshNetworks() {
        assertThatThrownBy(() ->
                        backbones.untrained("resnet56-cifar10", 2, 1, new Optimizer(Optimizer.Kind.SGD, 0.9, 0, 0, 0)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(
                        "must be one whose weights can be trained, found resnet56-cifar10, which is only run by");
        assertThat(machine.hashed).isEmpty();
    }
}
