package org.tl4j.dl4j.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.bytedeco.hdf5.Attribute;
import org.bytedeco.hdf5.DSetAccPropList;
import org.bytedeco.hdf5.DSetCreatPropList;
import org.bytedeco.hdf5.DataSet;
import org.bytedeco.hdf5.DataSpace;
import org.bytedeco.hdf5.DataType;
import org.bytedeco.hdf5.FileAccPropList;
import org.bytedeco.hdf5.FileCreatPropList;
import org.bytedeco.hdf5.H5File;
import org.bytedeco.hdf5.LinkCreatPropList;
import org.bytedeco.hdf5.PredType;
import org.bytedeco.hdf5.StrType;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files written by the HDF5 library, in all its layouts of tensors, groups and attributes. */
class Hdf5FileTest {
    private static final int ROWS = 37;
    private static final int COLUMNS = 11;
    /** Groups with more entries than fit into one node of an index. */
    private static final int MANY = 100;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsEveryLayoutThatKerasFilesHave(boolean latest) throws IOException {
        Path path = folder.resolve("layouts.h5");
        try (H5File file = create(path, latest)) {
            write(file, "contiguous", PredType.IEEE_F32LE(), storage -> {});
            write(file, "compact", PredType.IEEE_F32LE(), storage -> storage.setLayout(hdf5.H5D_COMPACT));
            write(file, "double", PredType.IEEE_F64LE(), storage -> {});
            write(file, "big-endian", PredType.IEEE_F32BE(), storage -> {});
            write(file, "chunked", PredType.IEEE_F32LE(), storage -> storage.setChunk(2, 8, 4));
            write(file, "one chunk", PredType.IEEE_F32LE(), storage -> storage.setChunk(2, ROWS, COLUMNS));
            write(file, "packed", PredType.IEEE_F64BE(), storage -> {
                storage.setChunk(2, 8, 4);
                storage.setShuffle();
                storage.setFletcher32();
                storage.setDeflate(6);
            });
            write(file, "one packed chunk", PredType.IEEE_F32LE(), storage -> {
                storage.setChunk(2, ROWS, COLUMNS);
                storage.setDeflate(6);
                storage.setFletcher32();
            });
        }

        try (Hdf5File file = Hdf5File.open(path)) {
            assertThat(file.root().links()).hasSize(8).allMatch(Hdf5Link::within);
            for (Hdf5Link link : file.root().links()) {
                Hdf5Tensor tensor = file.root().tensor(link).orElseThrow();
                assertThat(tensor.isFloat()).isTrue();
                assertThat(tensor.shape()).containsExactly(ROWS, COLUMNS);
                assertThat(tensor.values()).as(link.name()).isEqualTo(numbers());
            }
        }
    }

    /** Attributes of 70,000 bytes each: more than a header message can hold. */
    @Test
    void readsLongAttributesThatAreKeptInAHeap() throws IOException {
        Path path = folder.resolve("attributes.h5");
        try (H5File file = create(path, true)) {
            for (int i = 0; i < 12; i++) {
                attribute(file, "a" + i, Character.toString('a' + i).repeat(i % 3 == 0 ? 70_000 : 10 + i));
            }
        }

        try (Hdf5File file = Hdf5File.open(path)) {
            for (int i = 0; i < 12; i++) {
                assertThat(file.text("a" + i))
                        .contains(Character.toString('a' + i).repeat(i % 3 == 0 ? 70_000 : 10 + i));
            }
            assertThat(file.text("b")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsGroupsOfManyEntries(boolean latest) throws IOException {
        Path path = folder.resolve("groups.h5");
        try (H5File file = create(path, latest)) {
            for (int i = 0; i < MANY; i++) {
                file.createGroup("layer_of_a_long_name_" + i).close();
            }
        }

        try (Hdf5File file = Hdf5File.open(path)) {
            assertThat(file.root().links()).hasSize(MANY);
            Hdf5Link link = file.root().link("layer_of_a_long_name_77").orElseThrow();
            assertThat(file.root().group(link).orElseThrow().links()).isEmpty();
            assertThat(file.root().tensor(link)).isEmpty();
        }
    }

    @Test
    void findsDamageByTheCheckSumOfAPiece() throws IOException {
        Path path = folder.resolve("sum.h5");
        try (H5File file = create(path, false)) {
            write(file, "a", PredType.IEEE_F32LE(), storage -> {
                storage.setChunk(2, ROWS, COLUMNS);
                storage.setFletcher32();
            });
        }
        byte[] bytes = Files.readAllBytes(path);
        // 40.0f, which occurs once
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\0\0 B");
        bytes[at + 1] ^= 1;
        Files.write(path, bytes);

        try (Hdf5File file = Hdf5File.open(path)) {
            Hdf5Tensor tensor =
                    file.root().tensor(file.root().link("a").orElseThrow()).orElseThrow();
            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(tensor::values)
                    .withMessageContaining("checksum");
        }
    }

    /** A hundred thousand large chunks at one address make a small file. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesPiecesOfFarMoreValuesThanTheTensorHas(boolean latest) throws IOException {
        Path path = folder.resolve("pieces.h5");
        try (H5File file = create(path, latest);
                DSetCreatPropList storage = new DSetCreatPropList();
                DataSpace space = new DataSpace(2, new long[] {1000, 1}, new long[] {1000, 1 << 16})) {
            storage.setChunk(2, 1, 1 << 16);
            try (DataSet data = file.createDataSet(
                    "a",
                    PredType.IEEE_F32LE(),
                    space,
                    storage,
                    DSetAccPropList.DEFAULT(),
                    LinkCreatPropList.DEFAULT())) {
                assertThat(data.isNull()).isFalse();
            }
        }

        try (Hdf5File file = Hdf5File.open(path)) {
            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(() -> file.root()
                            .tensor(file.root().link("a").orElseThrow())
                            .orElseThrow()
                            .values())
                    .withStackTraceContaining("far more values than the tensor has");
        }
    }

    private static H5File create(Path path, boolean latest) {
        FileAccPropList access = new FileAccPropList();
        if (latest) {
            access.setLibverBounds(hdf5.H5F_LIBVER_LATEST, hdf5.H5F_LIBVER_LATEST);
        }
        return new H5File(path.toString(), hdf5.H5F_ACC_TRUNC(), FileCreatPropList.DEFAULT(), access);
    }

    private static void write(H5File file, String name, DataType type, Consumer<DSetCreatPropList> layout) {
        try (DSetCreatPropList storage = new DSetCreatPropList();
                DataSpace space = new DataSpace(2, new long[] {ROWS, COLUMNS})) {
            layout.accept(storage);
            try (DataSet data = file.createDataSet(
                            name, type, space, storage, DSetAccPropList.DEFAULT(), LinkCreatPropList.DEFAULT());
                    FloatPointer numbers = new FloatPointer(numbers())) {
                data.write(numbers, PredType.NATIVE_FLOAT());
            }
        }
    }

    private static float[] numbers() {
        float[] numbers = new float[ROWS * COLUMNS];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i % 2 == 0 ? i : -0.5f * i;
        }
        return numbers;
    }

    private static void attribute(H5File file, String name, String text) {
        byte[] bytes = Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), text.length() + 1);
        try (StrType type = new StrType(PredType.C_S1(), bytes.length);
                DataSpace scalar = new DataSpace(hdf5.H5S_SCALAR);
                BytePointer content = new BytePointer(bytes);
                Attribute attribute = file.createAttribute(name, type, scalar)) {
            attribute.write(type, content);
        }
    }
}
