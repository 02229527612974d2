package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.preprocessing.PreprocessingRule;

class ImportRequestTest {
    private static final Path FILE = Path.of("model.h5");
    private static final PreprocessingRule RULE = (input, channels) -> Entries.CIFAR.preprocessing();
    private static final ImportRequest PLAIN = ImportRequest.of(FILE, "mine", RULE);

    @Test
    void eachWitherSetsItsOwnPartAndKeepsTheOthers() {
        ImportRequest full = PLAIN.replacing()
                .withLicence("MIT")
                .withTrainedOn("my photos")
                .withInputSize(96)
                .withBoundary("top");

        assertThat(full)
                .isEqualTo(new ImportRequest(
                        FILE, "mine", RULE, Optional.of("top"), OptionalInt.of(96), "my photos", "MIT", true));
        assertThat(PLAIN.replace()).isFalse();
        assertThat(PLAIN.withInputSize(96)
                        .withBoundary("top")
                        .withTrainedOn("my photos")
                        .withLicence("MIT")
                        .replacing())
                .isEqualTo(full);
    }

    @Test
    void wrongPartsAreRefused() {
        refused(() -> PLAIN.withInputSize(0), "input-size must be from 1 to 4096 pixels");
        refused(() -> PLAIN.withBoundary(null), "boundary must be given");
        refused(() -> PLAIN.withTrainedOn(null), "trainedOn must be given");
        refused(() -> PLAIN.withLicence(null), "licence must be given");
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatExceptionOfType(UsageException.class).isThrownBy(call).withMessageContaining(message);
    }
}
