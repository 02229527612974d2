package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.core.weights.WeightsContent;
import org.tl4j.core.weights.WeightsOrigin;
import org.tl4j.core.weights.WeightsSource;

class AddedBackbonesTest {
    private static final byte[] CONTENT = {1, 2, 3};
    private static final LocatedWeights WEIGHTS = new LocatedWeights(
            List.of(new WeightsContent.InMemory("own.safetensors", ByteBuffer.wrap(CONTENT))), Digest.of(CONTENT));
    private static final BackboneEntry OWN = entry("own", Digest.of(CONTENT));

    private final FakeBackbones machine = new FakeBackbones(List.of(Entries.SQUEEZENET));
    private final BackboneResolver resolver = machine.resolver();
    private final Backbones backbones = new Backbones(resolver);

    @Test
    void areOpenedByNameWithoutALookAtTheDisk() {
        backbones.add(OWN, WEIGHTS);

        try (Backbone open = backbones.open(BackboneRequest.of("own"))) {
            assertThat(open.spec().name()).isEqualTo("own");
        }

        assertThat(backbones.entries()).containsExactly(Entries.SQUEEZENET, OWN);
        assertThat(backbones.available(OWN)).isTrue();
        assertThat(resolver.weights().expected(OWN.weights())).contains(WEIGHTS.digest());
        assertThat(resolver.weights().fetch(OWN.weights(), Optional.empty(), Progress.NONE))
                .isEqualTo(WEIGHTS);
        assertThat(resolver.weights().addresses(OWN.weights())).isEmpty();
        assertThat(machine.hashed).isEmpty();
        assertThat(machine.named).isEmpty();
    }

    @Test
    void areOpenedAtAnotherSizeOrWithAnotherFileToo() {
        backbones.add(OWN, WEIGHTS);

        backbones.open(BackboneRequest.of("own").ofSize(96)).close();
        assertThat(machine.hashed).isEmpty();
        backbones
                .open(BackboneRequest.of("own").withWeights(Path.of("mine.safetensors")))
                .close();
        assertThat(machine.hashed).containsExactly("mine.safetensors");
    }

    @Test
    void areInMemoryAndNeverTakenByDefault() {
        DefaultBackbone policy = new DefaultBackbone(resolver, true);
        backbones.add(OWN, WEIGHTS);

        BackboneSelection selection = policy.selection(resolver.resolve(BackboneRequest.of("own")));

        assertThat(selection.origin()).isEqualTo(WeightsOrigin.MEMORY);
        assertThat(selection.bytes()).hasValue(CONTENT.length);
        assertThat(policy.select(ImageTraits.PHOTOS).map(BackboneSelection::name))
                .isNotEqualTo(Optional.of("own"));
    }

    @Test
    void areForgottenWhenTheyAreRemoved() {
        backbones.add(OWN, WEIGHTS);
        backbones.remove("own");
        backbones.remove("own");

        assertThatThrownBy(() -> backbones.open(BackboneRequest.of("own"))).isInstanceOf(UsageException.class);
        assertThat(backbones.available(OWN)).isFalse();
        backbones.add(OWN, WEIGHTS);
    }

    @Test
    void refuseANameThatWasTakenAfterTheOthersWereListed() {
        resolver.added().add(OWN, WEIGHTS, List.of());

        assertThatThrownBy(() -> resolver.added().add(OWN, WEIGHTS, List.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("must not be taken");
    }

    @Test
    void doNotHideAnEntryOfTheCatalogueWithTheSameWeights() {
        FakeBackbones both = new FakeBackbones(List.of(entry("twin", Digest.of(CONTENT))));
        AddedBackbones added = both.resolver().added();
        BackboneEntry twin = both.entries.get(0);

        added.add(renamed("own", twin), WEIGHTS, both.entries);

        assertThat(added.has(renamed("own", twin))).isTrue();
        assertThat(added.has(twin)).isFalse();
    }

    private static BackboneEntry renamed(String name, BackboneEntry like) {
        return new BackboneEntry(
                name,
                like.engine(),
                like.architecture(),
                like.description(),
                like.trainedOn(),
                like.licence(),
                like.source(),
                like.weights(),
                like.preprocessing(),
                like.defaultBoundary(),
                like.fineTuningRate(),
                like.referenceOutput(),
                like.classes());
    }

    @Test
    void refuseNamesThatAreTakenAndWeightsThatAreOthers() {
        backbones.add(OWN, WEIGHTS);

        assertThatThrownBy(() -> backbones.add(OWN, WEIGHTS))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("name of a backbone must not be taken, found own");
        assertThatThrownBy(() -> backbones.add(entry(Entries.SQUEEZENET.name(), Digest.of(CONTENT)), WEIGHTS))
                .hasMessageContaining("must not be taken");
        assertThatThrownBy(() -> backbones.add(entry("other", Digest.of("others")), WEIGHTS))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("weights of other must have the SHA-256 that the entry states");
        assertThatThrownBy(() -> backbones.add(null, WEIGHTS)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> backbones.add(OWN, null)).isInstanceOf(UsageException.class);
    }

    private static BackboneEntry entry(String name, Digest digest) {
        BackboneEntry like = Entries.SQUEEZENET;
        return new BackboneEntry(
                name,
                like.engine(),
                like.architecture(),
                like.description(),
                like.trainedOn(),
                like.licence(),
                "org.example.Networks",
                new WeightsSource(
                        name + ".safetensors",
                        false,
                        Optional.empty(),
                        OptionalLong.of(CONTENT.length),
                        Optional.of(digest),
                        Optional.empty()),
                like.preprocessing(),
                like.defaultBoundary(),
                like.fineTuningRate(),
                like.referenceOutput(),
                like.classes());
    }
}
