package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.training.TrainingEvent;
import org.tl4j.storage.StorageSettings;

class BackboneUseTest {
    private static final StorageSettings STORAGE = StorageSettings.in(Path.of("cache"));
    private static final String PHOTO = "500 375 0 0 0";

    private final FakeBackbones machine = new FakeBackbones(Entries.ALL);
    private final List<String> progress = new ArrayList<>();

    @Test
    void saysWhatItFetchesAndFetchesItBeforeItIsOpened() {
        String name = use(STORAGE, Optional.empty(), PHOTO);

        assertThat(name).isEqualTo("resnet18-imagenet");
        assertThat(machine.log)
                .containsExactly(
                        "read",
                        "selected resnet18-imagenet FETCHED",
                        "fetched resnet18-imagenet.safetensors",
                        "opened resnet18-imagenet",
                        "closed resnet18-imagenet");
        assertThat(progress).containsExactly("fetching");
    }

    @Test
    void looksANameUpOnceAndHashesItsWeightsOnce() {
        machine.here.add("resnet56-cifar10.safetensors");

        use(STORAGE, Optional.of(BackboneRequest.of("resnet56-cifar10")), PHOTO);

        assertThat(machine.named).containsExactly("resnet56-cifar10");
        assertThat(machine.hashed).containsExactly("resnet56-cifar10.safetensors");
    }

    @Test
    void hashesFetchedWeightsOnceAndLooksUpNoDefault() {
        use(STORAGE, Optional.empty(), PHOTO);

        assertThat(machine.named).isEmpty();
        assertThat(machine.hashed).containsExactly("resnet18-imagenet.safetensors");
    }

    @Test
    void opensANamedBackboneBeforeItReadsTheImages() {
        use(STORAGE, Optional.of(BackboneRequest.of("resnet20-garments")), PHOTO);

        assertThat(machine.log)
                .containsExactly(
                        "selected resnet20-garments EMBEDDED",
                        "opened resnet20-garments",
                        "read",
                        "closed resnet20-garments");
        assertThatThrownBy(() -> use(STORAGE, Optional.of(BackboneRequest.of("resnet999")), PHOTO))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void looksAtTheImagesBeforeItSelectsADefault() {
        assertThat(use(STORAGE, Optional.empty(), "28 28 9 9 9")).isEqualTo("resnet20-garments");
        assertThat(use(STORAGE.offline(), Optional.empty(), "28 28 9 9 9")).isEqualTo("resnet20-garments");
    }

    @Test
    void saysWhichFileToBringWhereNothingMayBeFetched() {
        assertThatThrownBy(() -> use(STORAGE.offline(), Optional.empty(), PHOTO))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("nothing may be fetched (offline)")
                .hasMessageContaining("https://example.org/resnet18.safetensors")
                .hasMessageContaining("resnet18-imagenet (about 46.8 MB, BSD-3-Clause)")
                .hasMessageContaining(Path.of("cache", "weights") + " as resnet18-imagenet.safetensors")
                .hasMessageContaining("TL_MIRROR");
        assertThat(machine.log).containsExactly("read");
    }

    @Test
    void saysTheSameAndTheReasonWhereFetchingFails() {
        machine.webAnswers = false;

        assertThatThrownBy(() -> use(STORAGE, Optional.empty(), PHOTO))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("fetching failed: the web must answer, found silence")
                .hasMessageContaining("as resnet18-imagenet.safetensors");
    }

    @Test
    void leavesTheFailureOfANamedBackboneAsItIs() {
        machine.webAnswers = false;

        assertThatThrownBy(() -> use(STORAGE, Optional.of(BackboneRequest.of("resnet18-imagenet")), PHOTO))
                .hasMessage("the web must answer, found silence; try later");
    }

    @Test
    void closesTheBackboneWhereTheWorkFails() {
        BackboneUse use = of(STORAGE);

        assertThatThrownBy(() -> use.with(need(Optional.of(BackboneRequest.of("resnet20-garments")), PHOTO), (a, b) -> {
                    throw new IllegalStateException("the work");
                }))
                .hasMessage("the work");
        assertThat(machine.log).endsWith("closed resnet20-garments");
    }

    private String use(StorageSettings storage, Optional<BackboneRequest> wanted, String image) {
        return of(storage)
                .with(
                        need(wanted, image),
                        (data, opened) -> opened.backbone().spec().name());
    }

    private BackboneUse of(StorageSettings storage) {
        FakeImages images = new FakeImages();
        return new BackboneUse(machine.resolver(), storage, new ImageSurvey(images, images, images));
    }

    private BackboneUse.Need<List<Sample>> need(Optional<BackboneRequest> wanted, String image) {
        return new BackboneUse.Need<>(
                wanted,
                () -> {
                    machine.log.add("read");
                    return FakeImages.samples(image);
                },
                samples -> samples,
                event -> {
                    if (event instanceof TrainingEvent.BackboneSelected selected) {
                        machine.log.add("selected " + selected.selection().name() + " "
                                + selected.selection().origin());
                    }
                },
                (stage, done, total) -> progress.add(stage));
    }
}
