package org.tl4j.dl4j.convert.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.bytedeco.hdf5.DSetAccPropList;
import org.bytedeco.hdf5.DSetCreatPropList;
import org.bytedeco.hdf5.DataSpace;
import org.bytedeco.hdf5.H5File;
import org.bytedeco.hdf5.LinkCreatPropList;
import org.bytedeco.hdf5.PredType;
import org.bytedeco.hdf5.global.hdf5;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.preprocessing.PixelConvention;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.convert.SourceFile;

/** Files that were made to do harm, each by a change to a good one. */
class KerasHostileFilesTest {
    private static final String LAYER = "model_weights/last/last";
    private static final String KERNEL = LAYER + "/kernel:0";

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        Started.runtime();
    }

    private Path good() {
        return network().write(folder);
    }

    private static KerasFiles network() {
        return new KerasFiles(2, 2, 3)
                .layer("Conv2D", "first", "\"filters\": 3, \"kernel_size\": 1, \"use_bias\": false")
                .tensor("kernel", new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 1, 3, 3)
                .layer("GlobalAveragePooling2D", "mean", "")
                .layer("Dense", "last", "\"units\": 2, \"use_bias\": false")
                .tensor("kernel", new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
    }

    private static void refuses(Path file, String message) {
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> SourceFile.read(file, OptionalInt.empty(), PixelConvention.UNIT))
                .withMessageContaining(message);
    }

    @Test
    void aGoodFileIsTaken() {
        assertThat(SourceFile.read(good(), OptionalInt.empty(), PixelConvention.UNIT)
                        .boundary())
                .isEqualTo("last");
    }

    @Test
    void readsNoValuesFromOtherFilesOfTheMachine() throws IOException {
        Path secret = Files.write(folder.resolve("secret"), new byte[24]);
        try (DSetCreatPropList storage = new DSetCreatPropList()) {
            storage.setExternal(secret.toString(), 0, 24);
            refuses(withKernel(good(), storage), "tensor " + KERNEL + " must be stored in the file");
        }
    }

    @Test
    void readsNoValuesThatAreAViewOfAnotherFile() throws IOException {
        Path good = good();
        Path hostile = Files.copy(good, folder.resolve("hostile.h5"));
        try (DSetCreatPropList storage = new DSetCreatPropList();
                DataSpace space = new DataSpace(2, new long[] {3, 2})) {
            storage.setVirtual(space, good.toString(), KERNEL, space);
            refuses(withKernel(hostile, storage), "tensor " + KERNEL + " must be stored in the file");
        }
    }

    private static Path withKernel(Path path, DSetCreatPropList storage) {
        try (H5File file = new H5File(path.toString(), hdf5.H5F_ACC_RDWR());
                DataSpace space = new DataSpace(2, new long[] {3, 2})) {
            file.unlink(KERNEL);
            file.createDataSet(
                            KERNEL,
                            PredType.NATIVE_FLOAT(),
                            space,
                            storage,
                            DSetAccPropList.DEFAULT(),
                            LinkCreatPropList.DEFAULT())
                    .close();
        }
        return path;
    }

    @ParameterizedTest
    @ValueSource(strings = {"model_weights", "model_weights/last", LAYER, KERNEL})
    void followsNoLinks(String part) throws IOException {
        Path good = good();
        Path external = Files.copy(good, folder.resolve("external.h5"));
        Path soft = Files.copy(good, folder.resolve("soft.h5"));
        try (H5File file = new H5File(external.toString(), hdf5.H5F_ACC_RDWR())) {
            file.unlink(part);
            assertThat(hdf5.H5Lcreate_external(good.toString(), "/" + part, file.getId(), part, 0, 0))
                    .isZero();
        }
        try (H5File file = new H5File(soft.toString(), hdf5.H5F_ACC_RDWR())) {
            file.moveLink(part, "elsewhere");
            file.link(hdf5.H5L_TYPE_SOFT, "/elsewhere", part);
        }

        refuses(external, part + " of the file must be stored there itself");
        refuses(soft, part + " of the file must be stored there itself");
    }

    @Test
    void refusesADescriptionThatIsTooDeepForTheStack() {
        String deep = "[".repeat(20_000) + "]".repeat(20_000);
        refuses(
                new KerasFiles(1, 1, 3).write(folder, "{\"config\": " + deep + "}"),
                "model_config of the file must be JSON, nested at most 200 levels deep, found nested more than 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"loss\": ", "{\"loss\": DEEP}", ""})
    void doesWithoutATrainingThatCannotBeRead(String training) {
        String deep = "[".repeat(20_000) + "\"categorical_crossentropy\"" + "]".repeat(20_000);
        Path file = network().training(training.replace("DEEP", deep)).write(folder);

        assertThat(SourceFile.read(file, OptionalInt.empty(), PixelConvention.UNIT)
                        .classes())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.NEGATIVE_INFINITY})
    void refusesValuesThatAreNotFinite(float value) {
        refuses(
                new KerasFiles(1, 1, 3)
                        .layer("Conv2D", "last", "\"filters\": 1, \"kernel_size\": 1, \"use_bias\": false")
                        .tensor("kernel", new float[] {1, value, 3}, 1, 1, 3, 1)
                        .write(folder),
                "must have finite values, found " + value);
    }

    /** A group that contains itself, by a link that looks like any other entry. */
    @Test
    void endsInGroupsThatHoldThemselves() {
        Path file = good();
        try (H5File open = new H5File(file.toString(), hdf5.H5F_ACC_RDWR())) {
            open.link(hdf5.H5L_TYPE_HARD, "/model_weights", LAYER + "/again");
        }

        refuses(file, "layer last must have one tensor kernel");
    }
}
