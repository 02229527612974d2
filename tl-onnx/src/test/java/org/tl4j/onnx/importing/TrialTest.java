package org.tl4j.onnx.importing;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.PixelConvention;

/** Whatever the child process does ends in an error of the trial. */
class TrialTest {
    private static final TrialLimits LIMITS = new TrialLimits(Duration.ofSeconds(30), 1L << 30);

    /** Writes to an address that is not its own, as a fault of native code does. */
    static final class Crash {
        public static void main(String[] arguments) throws ReflectiveOperationException {
            Class<?> type = Class.forName("sun.misc.Unsafe");
            Field field = type.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            type.getMethod("putAddress", long.class, long.class).invoke(field.get(null), 8L, 1L);
        }
    }

    /** Writes another result than it should: the bytes that its name says. */
    static final class Garbage {
        public static void main(String[] arguments) throws IOException {
            byte[] result = {1, 0x7f, 0x7f, 0x7f, 0x7f, 0, 0};
            Files.write(Path.of(arguments[2]), result);
        }
    }

    /** The same, cut short. */
    static final class Cut {
        public static void main(String[] arguments) throws IOException {
            Files.write(Path.of(arguments[2]), new byte[] {1, 0});
        }
    }

    /** Ends well and has done nothing. */
    static final class Nothing {
        public static void main(String[] arguments) {}
    }

    /** Reports errors for ever. */
    static final class Talk {
        public static void main(String[] arguments) {
            while (true) {
                System.err.println("an error of a thousand characters: " + "x".repeat(1000));
            }
        }
    }

    @Test
    void aCrashIsReportedWithItsSignal() {
        refused(Crash.class, "a crash of the process that tried it (exit code ");
        refused(Crash.class, "SIGSEGV");
    }

    @ParameterizedTest
    @ValueSource(classes = {Garbage.class, Cut.class})
    void aResultThatIsNoneIsReported(Class<?> program) {
        refused(program, "a result that cannot be read");
    }

    @Test
    void noResultIsReported() {
        refused(Nothing.class, "no result");
    }

    @Test
    void errorsWithoutEndEndIt() {
        refused(Talk.class, "errors without end");
    }

    private static void refused(Class<?> program, String message) {
        ModelProto model = Models.classifier(13, "n", 3, 8, 8).build();
        ImageBatch images = ImageBatch.allocate(1, PixelConvention.RAW.at(ImageSize.square(8), 3));
        assertThatExceptionOfType(TrialException.class)
                .isThrownBy(() -> new Trial(LIMITS, program).run(model, images, false))
                .withMessageContaining(message);
    }
}
