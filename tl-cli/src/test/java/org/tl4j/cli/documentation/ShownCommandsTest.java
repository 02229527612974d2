package org.tl4j.cli.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tl4j.cli.Captured;
import org.tl4j.cli.ParsedCommand;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Every call of {@code tl} in a document is taken by the real command line: commands, options, settings, names. */
class ShownCommandsTest {
    private static final Pattern KEY = Pattern.compile("(?m)^([a-z0-9-]+):");
    private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z]+");
    /** What the page on importing calls the network that it imports. */
    private static final String IMPORTED = "my-network";

    static Stream<ShownCommand> commands() {
        return Stream.of(
                        Documents.pages(),
                        Documents.settings(),
                        List.of(Documents.at("tl-cli/src/main/dist/README.md")))
                .flatMap(List::stream)
                .flatMap(document -> ShownCommand.in(document).stream())
                .filter(command -> !command.isPattern());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isTaken(ShownCommand command) {
        ParseResult result;
        try {
            result = ParsedCommand.of(command.arguments());
        } catch (MissingParameterException e) {
            assertThat(command.whole()).as("%s: %s", command, e.getMessage()).isFalse();
            return;
        } catch (ParameterException e) {
            throw new AssertionError(command + ": " + e.getMessage(), e);
        }
        assertThat(settings()).as("settings of %s", command).containsAll(values(result, "--set", "=.*"));
        values(result, "--strategy", "")
                .forEach(strategy -> assertThat(Documents.at("config/" + strategy + ".yaml"))
                        .as("strategy of %s", command)
                        .exists());
        values(result, "--config", "")
                .forEach(file -> assertThat(Files.exists(Documents.at(file)))
                        .as("file of settings of %s", command)
                        .isTrue());
        if (command.whole() && result.commandSpec().name().equals("train")) {
            assertThat(result.hasMatchedOption("--resume")
                            || (result.hasMatchedOption("--data") && result.hasMatchedOption("--output")))
                    .as("%s has data and output, or a run to go on with", command)
                    .isTrue();
        }
    }

    @Test
    void namesABackboneOfTheCatalogue(@TempDir Path home) {
        Set<String> known = new TreeSet<>(Set.of(IMPORTED));
        for (JsonNode backbone : Captured.in(home).document("backbones", "--json")) {
            known.add(backbone.get("name").asText());
        }
        assertThat(commands()
                        .filter(command -> !command.arguments().contains("import"))
                        .flatMap(command -> backbones(command.arguments()))
                        .filter(name -> !PLACEHOLDER.matcher(name).matches()))
                .contains("squeezenet1_1-imagenet")
                .allSatisfy(name -> assertThat(known)
                        .as(name)
                        .anyMatch(other -> other.equals(name) || other.startsWith(name + "-")));
    }

    @Test
    void aMisspeltOptionOrCommandWouldBeFound() {
        assertThatThrownBy(() -> ParsedCommand.of(List.of("train", "--dta", "photos")))
                .isInstanceOf(ParameterException.class);
        assertThatThrownBy(() -> ParsedCommand.of(List.of("trian"))).isInstanceOf(ParameterException.class);
        assertThatThrownBy(() -> ParsedCommand.of(List.of("evaluate", "model.tlz")))
                .isInstanceOf(MissingParameterException.class);
    }

    @Test
    void theDocumentsShowEveryCommand() {
        Set<String> shown = new TreeSet<>();
        ShownCommand.in(Documents.at("docs/command-line.md"))
                .forEach(command -> shown.add(command.arguments().get(0)));
        assertThat(shown).containsAll(ParsedCommand.names());
    }

    private static Stream<String> backbones(List<String> arguments) {
        Stream<String> described = arguments.size() > 1 && arguments.get(0).equals("backbones")
                ? arguments.stream().skip(1).filter(argument -> argument.contains("-") && !argument.startsWith("-"))
                : Stream.of();
        int option = arguments.indexOf("--backbone");
        return Stream.concat(described, option < 0 ? Stream.of() : Stream.of(arguments.get(option + 1)));
    }

    /** What an option was given, with what {@code cut} matches taken away. */
    private static List<String> values(ParseResult result, String option, String cut) {
        if (!result.hasMatchedOption(option)) {
            return List.of();
        }
        return result.matchedOption(option).originalStringValues().stream()
                .map(value -> value.replaceFirst(cut, ""))
                .filter(value -> !PLACEHOLDER.matcher(value).matches())
                .toList();
    }

    private static Set<String> settings() {
        Set<String> keys = new TreeSet<>();
        for (Path file : Documents.settings()) {
            KEY.matcher(Documents.text(file)).results().forEach(key -> keys.add(key.group(1)));
        }
        return keys;
    }
}
