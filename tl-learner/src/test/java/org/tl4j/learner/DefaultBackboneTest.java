package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tl4j.learner.Entries.CIFAR;
import static org.tl4j.learner.Entries.DIGITS;
import static org.tl4j.learner.Entries.GARMENTS;
import static org.tl4j.learner.Entries.PERSONS;
import static org.tl4j.learner.Entries.RESNET18;
import static org.tl4j.learner.Entries.SQUEEZENET;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.weights.WeightsOrigin;

class DefaultBackboneTest {
    private static final ImageTraits SMALL_COLOURED = new ImageTraits(32, false);
    private static final ImageTraits SMALL_GREY = new ImageTraits(28, true);

    @Test
    void takesTheFirstNetworkForPhotosOnThisMachine() {
        BackboneSelection both = selected(ImageTraits.PHOTOS, SQUEEZENET, RESNET18, CIFAR);
        assertThat(both.name()).isEqualTo("squeezenet1_1-imagenet");
        assertThat(both.origin()).isEqualTo(WeightsOrigin.PRESENT);
        assertThat(both.requested()).isFalse();
        assertThat(selected(ImageTraits.PHOTOS, RESNET18, CIFAR).name()).isEqualTo("resnet18-imagenet");
    }

    @Test
    void neverTakesANetworkOfOneSubjectOrOfSmallImagesForPhotos() {
        BackboneSelection selection = selected(ImageTraits.PHOTOS, GARMENTS, CIFAR, DIGITS, PERSONS);

        assertThat(selection.name()).isEqualTo("resnet18-imagenet");
        assertThat(selection.origin()).isEqualTo(WeightsOrigin.FETCHED);
        assertThat(selection.addresses()).containsExactly("https://example.org/resnet18.safetensors");
        assertThat(selection.bytes()).hasValue(4 * FakeBackbones.PARAMETERS);
    }

    @Test
    void photosBeginJustAboveTheInputOfNetworksForSmallImages() {
        assertThat(selected(new ImageTraits(ImageTraits.SMALL, false), SQUEEZENET, CIFAR)
                        .name())
                .isEqualTo("resnet56-cifar10");
        assertThat(selected(new ImageTraits(ImageTraits.SMALL + 1, false), SQUEEZENET, CIFAR)
                        .name())
                .isEqualTo("squeezenet1_1-imagenet");
    }

    @Test
    void takesTheEmbeddedNetworkForNothingButSmallGreyImagesWithoutAnother() {
        assertThat(selected(SMALL_COLOURED).origin()).isEqualTo(WeightsOrigin.FETCHED);
        assertThat(selected(new ImageTraits(500, true)).origin()).isEqualTo(WeightsOrigin.FETCHED);
        assertThat(selected(SMALL_GREY, SQUEEZENET, CIFAR).name()).isEqualTo("squeezenet1_1-imagenet");
        assertThat(selected(SMALL_GREY, CIFAR).name()).isEqualTo("resnet56-cifar10");
        assertThat(selected(SMALL_GREY).name()).isEqualTo("resnet20-garments");
        assertThat(selected(SMALL_GREY).origin()).isEqualTo(WeightsOrigin.EMBEDDED);
    }

    @Test
    void fetchesNothingWhereThatIsNotAllowed() {
        FakeBackbones machine = new FakeBackbones(Entries.ALL);

        Optional<BackboneSelection> selection =
                new DefaultBackbone(machine.resolver(), true).select(ImageTraits.PHOTOS);

        assertThat(selection.map(BackboneSelection::origin)).contains(WeightsOrigin.MISSING);
        assertThat(machine.log).isEmpty();
    }

    @Test
    void fetchesTheFirstWithAnAddressWhereTheCatalogueHasNoResnet18() {
        BackboneEntry own = Entries.photos("own-photos", Optional.of("https://example.org/own.safetensors"));
        FakeBackbones machine = new FakeBackbones(List.of(SQUEEZENET, own));

        assertThat(new DefaultBackbone(machine.resolver(), false)
                        .select(ImageTraits.PHOTOS)
                        .map(BackboneSelection::name))
                .contains("own-photos");
    }

    @Test
    void neverTakesANetworkOnThisMachineWhoseEngineIsNotThere() {
        BackboneEntry foreign = Entries.photos("foreign-photos", "other", Optional.empty());
        FakeBackbones machine = new FakeBackbones(List.of(foreign, SQUEEZENET), foreign, SQUEEZENET);

        assertThat(new DefaultBackbone(machine.resolver(), false)
                        .select(ImageTraits.PHOTOS)
                        .map(BackboneSelection::name))
                .contains("squeezenet1_1-imagenet");
    }

    @Test
    void neverFetchesANetworkWhoseEngineIsNotThere() {
        Optional<String> address = Optional.of("https://example.org/own.safetensors");
        BackboneEntry foreign = Entries.photos(DefaultBackbone.FETCHED, "other", address);
        FakeBackbones alone = new FakeBackbones(List.of(foreign));
        FakeBackbones machine = new FakeBackbones(List.of(foreign, Entries.photos("own-photos", address)));

        assertThat(new DefaultBackbone(alone.resolver(), false).select(ImageTraits.PHOTOS))
                .isEmpty();
        assertThat(new DefaultBackbone(machine.resolver(), false)
                        .select(ImageTraits.PHOTOS)
                        .map(BackboneSelection::name))
                .contains("own-photos");
    }

    @Test
    void selectsNothingWhereTheCatalogueHasNoNetworkForSuchImages() {
        FakeBackbones machine = new FakeBackbones(List.of(PERSONS, CIFAR), PERSONS);

        assertThat(new DefaultBackbone(machine.resolver(), false).select(ImageTraits.PHOTOS))
                .isEmpty();
    }

    @Test
    void saysOfARequestWhereItsWeightsComeFrom() {
        FakeBackbones machine = new FakeBackbones(Entries.ALL, SQUEEZENET);
        DefaultBackbone policy = new DefaultBackbone(machine.resolver(), false);

        assertThat(policy.selection(machine.resolver().resolve(BackboneRequest.of("squeezenet1_1-imagenet"))))
                .satisfies(selection -> assertThat(selection.requested()).isTrue())
                .extracting(BackboneSelection::origin)
                .isEqualTo(WeightsOrigin.PRESENT);
        assertThat(policy.selection(machine.resolver().resolve(BackboneRequest.of("resnet20-garments")))
                        .origin())
                .isEqualTo(WeightsOrigin.EMBEDDED);
        assertThat(policy.selection(machine.resolver().resolve(BackboneRequest.of("resnet18-imagenet")))
                        .origin())
                .isEqualTo(WeightsOrigin.FETCHED);
        assertThat(policy.selection(machine.resolver().resolve(BackboneRequest.of("resnet56-cifar10")))
                        .origin())
                .isEqualTo(WeightsOrigin.MISSING);
        assertThat(policy.selection(machine.resolver()
                                .resolve(BackboneRequest.of("resnet56-cifar10").withWeights(Path.of("a.safetensors"))))
                        .origin())
                .isEqualTo(WeightsOrigin.FILE);
    }

    private static BackboneSelection selected(ImageTraits images, BackboneEntry... here) {
        FakeBackbones machine = new FakeBackbones(Entries.ALL, here);
        return new DefaultBackbone(machine.resolver(), false).select(images).orElseThrow();
    }
}
