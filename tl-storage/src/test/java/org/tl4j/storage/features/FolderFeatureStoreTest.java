package org.tl4j.storage.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.features.FeatureKey;
import org.tl4j.core.features.FeatureSpace;
import org.tl4j.core.features.FeatureStore;
import org.tl4j.core.provenance.Digest;

class FolderFeatureStoreTest {
    private static final long LARGE = 1L << 30;
    private static final FeatureKey KEY = Features.key("resnet20");

    @TempDir
    Path folder;

    @Test
    void servesWhatWasAddedNowAndLater() {
        FeatureSpace space = store().open(KEY);
        List<Digest> images = Features.images(0, 100);
        assertThat(Features.allThere(space, images)).isFalse();
        space.add(images, Features.of(images));
        assertThat(Features.allThere(space, images)).isTrue();
        assertThat(Features.allThere(store().open(KEY), images)).isTrue();
        assertThat(images).allMatch(store().open(KEY)::contains);
        assertThat(space.contains(Features.image(100))).isFalse();
    }

    @Test
    void readsFromThePositionOfTheTargetOnwards() {
        FeatureSpace space = store().open(KEY);
        List<Digest> images = Features.images(0, 2);
        space.add(images, Features.of(images));
        FloatBuffer both = FloatBuffer.allocate(2 * Features.WIDTH);
        assertThat(space.read(images.get(1), both)).isTrue();
        assertThat(space.read(images.get(0), both)).isTrue();
        assertThat(both.get(0)).isEqualTo(Features.of(images.get(1))[0]);
        assertThat(both.get(Features.WIDTH)).isEqualTo(Features.of(images.get(0))[0]);
        assertThatExceptionOfType(BufferOverflowException.class).isThrownBy(() -> space.read(images.get(0), both));
    }

    @Test
    void copiesNothingOfWhatIsNotThere() {
        FloatBuffer target = FloatBuffer.allocate(Features.WIDTH);
        assertThat(store().open(KEY).read(Features.image(1), target)).isFalse();
        assertThat(target.position()).isZero();
    }

    @Test
    void passesOverImagesThatAreThereOrComeTwice() {
        FeatureSpace space = store().open(KEY);
        Digest image = Features.image(1);
        List<Digest> twice = List.of(image, Features.image(2), image);
        space.add(twice, Features.of(twice));
        long bytes = store().bytes();
        space.add(twice, Features.of(twice));
        space.add(List.of(), FeatureBatch.allocate(0, Features.WIDTH));
        assertThat(store().bytes()).isEqualTo(bytes);
        assertThat(Features.allThere(store().open(KEY), twice)).isTrue();
    }

    @Test
    void keepsRowsWiderThanItsBuffer() {
        int width = 100_003;
        FeatureKey wide = new FeatureKey(
                KEY.backbone(), "wide", KEY.preprocessing(), Boundary.at("flatten", Pooling.AVERAGE, width), "r");
        FeatureBatch batch = FeatureBatch.allocate(2, width);
        for (int i = 0; i < batch.values().limit(); i++) {
            batch.values().put(i, i);
        }
        store().open(wide).add(Features.images(0, 2), batch);
        FloatBuffer read = FloatBuffer.allocate(width);
        assertThat(store().open(wide).read(Features.image(1), read)).isTrue();
        assertThat(read.get(0)).isEqualTo(width);
        assertThat(read.get(width - 1)).isEqualTo(2 * width - 1);
    }

    @Test
    void missesWhereAnyPartOfTheKeyDiffers() {
        List<Digest> images = Features.images(0, 3);
        FeatureStore store = store();
        store.open(KEY).add(images, Features.of(images));
        Digest other = Digest.of("other");
        assertThat(List.of(
                        new FeatureKey(other, KEY.architecture(), KEY.preprocessing(), KEY.boundary(), KEY.runtime()),
                        new FeatureKey(KEY.backbone(), "vgg", KEY.preprocessing(), KEY.boundary(), KEY.runtime()),
                        new FeatureKey(
                                KEY.backbone(),
                                KEY.architecture(),
                                Features.preprocessing(33),
                                KEY.boundary(),
                                KEY.runtime()),
                        new FeatureKey(
                                KEY.backbone(),
                                KEY.architecture(),
                                KEY.preprocessing(),
                                Boundary.at("layer3", Pooling.AVERAGE, Features.WIDTH),
                                KEY.runtime()),
                        keyOf(Pooling.MAX, "avgpool"),
                        keyOf(Pooling.AVERAGE, "avgpool", "layer3"),
                        new FeatureKey(
                                KEY.backbone(), KEY.architecture(), KEY.preprocessing(), KEY.boundary(), "onnx")))
                .noneMatch(key -> store.open(key).contains(images.get(0)));
    }

    @Test
    void missesWhereJoinedBoundariesDifferInOrderOrNumber() {
        List<FeatureKey> keys = List.of(
                keyOf(Pooling.AVERAGE, "a", "b"),
                keyOf(Pooling.AVERAGE, "b", "a"),
                keyOf(Pooling.AVERAGE, "a, b"),
                keyOf(Pooling.BOTH, "a", "b"),
                keyOf(Pooling.FLATTEN, "a", "b"));
        assertThat(keys).extracting(FeatureKey::digest).doesNotHaveDuplicates();
    }

    private static FeatureKey keyOf(Pooling pooling, String... vertices) {
        return new FeatureKey(
                KEY.backbone(),
                KEY.architecture(),
                KEY.preprocessing(),
                new Boundary(List.of(vertices), pooling, Features.WIDTH),
                KEY.runtime());
    }

    @Test
    void describesASpaceInWords() {
        store().open(KEY);
        SpaceFolder space = SpaceFolder.of(folder, KEY);
        assertThat(space.path()).isDirectoryContaining("glob:**/key.txt");
        assertThat(space.path().resolve("key.txt"))
                .content()
                .contains(
                        "resnet20", "avgpool", "deeplearning4j 1", KEY.digest().hex());
    }

    @Test
    void doesNotServeASpaceWhoseDescriptionIsOfAnotherKey() throws IOException {
        FeatureKey other = Features.key("other");
        List<Digest> images = Features.images(0, 3);
        store().open(other).add(images, Features.of(images));
        Files.move(
                SpaceFolder.of(folder, other).path(),
                SpaceFolder.of(folder, KEY).path());
        assertThat(store().open(KEY).contains(images.get(0))).isFalse();
        store().open(KEY).add(images, Features.of(images));
        assertThat(Features.allThere(store().open(KEY), images)).isTrue();
        assertThat(SpaceFolder.of(folder, KEY).segments()).hasSize(1);
    }

    @Test
    void keepsOddNamesInsideTheFolder() {
        FeatureKey odd = new FeatureKey(
                KEY.backbone(), "../../x\n\u00e9".repeat(20), KEY.preprocessing(), KEY.boundary(), "r\nr");
        List<Digest> images = Features.images(0, 1);
        store().open(odd).add(images, Features.of(images));
        assertThat(SpaceFolder.all(folder)).hasSize(1);
        assertThat(Features.allThere(store().open(odd), images)).isTrue();
    }

    @Test
    void refusesFeaturesOfAnotherShape() {
        FeatureSpace space = store().open(KEY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> space.add(Features.images(0, 2), FeatureBatch.allocate(3, Features.WIDTH)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> space.add(Features.images(0, 2), FeatureBatch.allocate(2, Features.WIDTH + 1)));
    }

    @Test
    void countsAndClearsWhatIsItsOwn(@TempDir Path outside) throws IOException {
        List<Digest> images = Features.images(0, 10);
        FeatureSpace space = store().open(KEY);
        space.add(images, Features.of(images));
        assertThat(store().bytes())
                .isGreaterThan(10L * Features.WIDTH * Float.BYTES)
                .isLessThan(3000);
        Path precious = Files.writeString(outside.resolve("used"), "precious");
        Path link = Files.createSymbolicLink(folder.resolve("0123456789abcdef-link"), outside);
        Path stranger = Files.writeString(folder.resolve("notes.txt"), "mine");
        Path guest = Files.writeString(SpaceFolder.of(folder, KEY).path().resolve("guest.txt"), "mine");
        store().clear();
        assertThat(store().bytes()).isZero();
        assertThat(List.of(precious, stranger, guest)).allMatch(Files::exists);
        assertThat(link).isSymbolicLink();
        assertThat(Features.allThere(space, images)).isTrue();
        assertThat(store().open(KEY).contains(images.get(0))).isFalse();
    }

    @Test
    void continuesAfterTheStoreWasCleared() {
        FeatureSpace space = store().open(KEY);
        List<Digest> first = Features.images(0, 5);
        space.add(first, Features.of(first));
        store().clear();
        assertThat(SpaceFolder.all(folder)).isEmpty();
        List<Digest> second = Features.images(5, 10);
        space.add(second, Features.of(second));
        assertThat(Features.allThere(space, Features.images(0, 10))).isTrue();
        assertThat(Features.allThere(store().open(KEY), second)).isTrue();
    }

    @Test
    void deletesOldLeftoversAndKeepsYoungOnes() throws IOException {
        SettableClock clock = new SettableClock(Instant.parse("2026-06-01T00:00:00Z"));
        FeatureStore store = new FolderFeatureStore(folder, LARGE, clock);
        store.open(KEY);
        Path space = SpaceFolder.of(folder, KEY).path();
        Path old = Files.writeString(space.resolve(".tl4j-" + UUID.randomUUID() + ".tmp"), "half a segment");
        Path young = Files.writeString(space.resolve(".tl4j-" + UUID.randomUUID() + ".tmp"), "half a segment");
        Files.setLastModifiedTime(old, FileTime.from(clock.instant().minus(Duration.ofHours(25))));
        Files.setLastModifiedTime(young, FileTime.from(clock.instant().minus(Duration.ofHours(1))));
        store.open(KEY);
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    private FeatureStore store() {
        return new FolderFeatureStore(folder, LARGE, Clock.systemUTC());
    }
}
