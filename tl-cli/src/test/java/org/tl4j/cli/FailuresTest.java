package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tl4j.cli.output.ExitCodes;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;

class FailuresTest {
    private final Captured captured = Captured.plain();
    private final Failures failures = new Failures(captured.console(), new Tl());

    @Test
    void aKnownFailureIsOneLine() {
        int code = failures.report(new EnvironmentException("disk", "must have room", "none", "free some"), false);

        assertThat(code).isEqualTo(ExitCodes.FAILED);
        assertThat(captured.err()).isEqualTo("tl: disk must have room, found none; free some" + System.lineSeparator());
        assertThat(captured.out()).isEmpty();
    }

    @Test
    void aProgramGetsItsParts() {
        int code = failures.report(new UsageException("folds", "must be at least 2", "1", "take 5"), true);

        assertThat(code).isEqualTo(ExitCodes.USAGE);
        var error = captured.json().get("error");
        assertThat(error.get("category").asText()).isEqualTo("usage");
        assertThat(error.get("subject").asText()).isEqualTo("folds");
        assertThat(error.get("rule").asText()).isEqualTo("must be at least 2");
        assertThat(error.get("found").asText()).isEqualTo("1");
        assertThat(error.get("remedy").asText()).isEqualTo("take 5");
        assertThat(error.get("message").asText()).isEqualTo("folds must be at least 2, found 1; take 5");
        assertThat(captured.err().lines()).hasSize(1);
    }

    @Test
    void aDefectSaysSoWithoutItsTrace() {
        int code = failures.report(new IllegalStateException("two\nlines"), true);

        assertThat(code).isEqualTo(ExitCodes.FAILED);
        assertThat(captured.err().lines())
                .containsExactly("tl: internal error: java.lang.IllegalStateException: two\\nlines;"
                        + " run with --verbose and report it");
        assertThat(captured.json().at("/error/category").asText()).isEqualTo("internal");
    }

    @Test
    void memoryNamesItsRemedy() {
        failures.report(new OutOfMemoryError("Java heap space"), false);

        assertThat(captured.err()).contains("Java heap space").contains("TL_JAVA_OPTS");
    }

    @ParameterizedTest
    @EnumSource(DataKind.class)
    void aProgramGetsTheKindOfWhatIsWrongWithData(DataKind kind) {
        Problem problem = new Problem("a.jpg", "must be an image", "none", "");
        failures.report(new IllegalStateException(new DataException(kind, problem, null)), true);

        assertThat(captured.json().at("/error/category").asText()).isEqualTo("data");
        assertThat(captured.json().at("/error/kind").asText()).isEqualTo(kind.name());
    }

    @Test
    void dataThatIsNotThereIsOfItsKind() {
        captured.run("train", "--data", "/no/such/photos", "--output", "m.tlz", "--json");

        assertThat(captured.json().at("/error/kind").asText()).isEqualTo("NOT_FOUND");
    }

    @Test
    void otherImagesFailPlainly() {
        assertThat(failures.report(new DataException("x", "must hold images", "none", ""), false))
                .isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void memoryIsFoundBeneathWhatOtherLibrariesWrapAroundIt() {
        failures.report(
                new IllegalStateException("unable to provision", new OutOfMemoryError("Java heap space")), true);

        assertThat(captured.err())
                .isEqualTo("tl: memory must suffice, found Java heap space;"
                        + " close other programs, or set TL_JAVA_OPTS=-Xmx4g or more" + System.lineSeparator());
        assertThat(captured.json().at("/error/category").asText()).isEqualTo("environment");
    }

    @Test
    void aFolderThatForbidsProgramsIsNamedWithTheOptionThatMovesIt() {
        failures.report(new UnsatisfiedLinkError("/cache/libjnix.so: failed to map segment from shared object"), false);

        assertThat(captured.err())
                .contains("noexec", "set TL_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=FOLDER")
                .doesNotContain("internal error");
    }

    @Test
    void aJavaThatWasCutDownIsNamed() {
        failures.report(new NoClassDefFoundError("java/awt/image/BufferedImage"), false);

        assertThat(captured.err())
                .contains(System.getProperty("java.home"), "none with java.awt.image.BufferedImage", "JAVA_HOME");
    }

    @Test
    void ourOwnFailuresAreFoundBeneathOthers() {
        int code = failures.report(
                new IllegalStateException(new UsageException("folds", "must be at least 2", "1", "")), false);

        assertThat(code).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).startsWith("tl: folds must be at least 2, found 1");
    }

    @Test
    void tracesHoldNoSecret() {
        Tl verbose = new Tl();
        new picocli.CommandLine(verbose).parseArgs("--verbose");
        IllegalStateException failure = new IllegalStateException(
                "GET https://me:first@host/a?key=second", new IllegalArgumentException("http://me:third@host/b"));
        failure.addSuppressed(new IllegalArgumentException("https://host/c?token=fourth"));
        new Failures(captured.console(), verbose).report(failure, true);

        assertThat(captured.err() + captured.out())
                .contains("Caused by: ", "Suppressed: ", "https://***@host/a", "https://host/c")
                .doesNotContain("first", "second", "third", "fourth");
    }

    @Test
    void tracesAreHarmless() {
        Tl verbose = new Tl();
        new picocli.CommandLine(verbose).parseArgs("--verbose");
        new Failures(captured.console(), verbose)
                .report(new IllegalStateException("a\u001b[31m\nb", new IllegalArgumentException("\u202ec")), false);

        assertThat(captured.err())
                .contains("java.lang.IllegalStateException: a\\u001b[31m\\nb", "Caused by: ", "\\u202ec", "\tat ")
                .doesNotContain("\u001b", "\u202e");
    }
}
