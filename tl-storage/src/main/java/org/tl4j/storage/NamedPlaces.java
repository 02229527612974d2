package org.tl4j.storage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Redaction;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;
import org.tl4j.storage.weights.LocalWeightsLocator;

/**
 * Checks that the folders and files that the environment names exist. A mistyped mirror would otherwise be one without
 * files, and a mistyped cache folder an empty one.
 */
final class NamedPlaces {
    /**
     * All variables that the modules, the tests and the scripts read; a test of the command compares this list with
     * their sources.
     */
    private static final Set<String> KNOWN = Set.of(
            "TL_HOME",
            "TL_MIRROR",
            "TL_CATALOG",
            "TL_OFFLINE",
            "TL_FEATURE_LIMIT",
            "TL_DOWNLOAD_LIMIT",
            "TL_GRAPH_ACTIVATION_VALUES",
            "TL_GRAPH_ALL_VALUES",
            "TL_GRAPH_MULTIPLY_ADDS",
            "TL_FIXTURES",
            "TL_JAVA_OPTS",
            "TL_TOKEN",
            "TL_MAVEN_ARGS");

    private static final int TYPING_ERRORS = 2;

    private final Map<String, String> environment;
    private final Properties properties;
    private final List<Problem> problems = new ArrayList<>();

    private NamedPlaces(Map<String, String> environment, Properties properties) {
        this.environment = environment;
        this.properties = properties;
    }

    static List<Problem> problems(Map<String, String> environment, Properties properties) {
        NamedPlaces places = new NamedPlaces(environment, properties);
        places.look("mirror", "TL_MIRROR", places::mirror);
        places.look("catalog", "TL_CATALOG", places::catalog);
        places.look("home", "TL_HOME", text -> places.cache("TL_HOME", text));
        if (StorageSettings.find("home", environment, properties).isEmpty()) {
            Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
                    // relative paths are ignored, as its specification says
                    .filter(text -> text.startsWith("/"))
                    .ifPresent(text -> places.cache("XDG_CACHE_HOME", text));
        }
        return places.problems;
    }

    /** Variables whose names resemble ours, but which are not read. */
    static List<Problem> misspelt(Map<String, String> environment) {
        List<Problem> problems = new ArrayList<>();
        for (String name : new TreeSet<>(environment.keySet())) {
            if (name.startsWith("TL_") && !KNOWN.contains(name)) {
                new TreeSet<>(KNOWN)
                        .stream()
                                .filter(known -> Suggestions.distance(name, known) <= TYPING_ERRORS)
                                .findFirst()
                                .ifPresent(known -> problems.add(new Problem(
                                        "the variable " + name, "is not read", "", "did you mean " + known + "?")));
            }
        }
        return problems;
    }

    private void look(String name, String variable, Consumer<String> check) {
        try {
            StorageSettings.find(name, environment, properties).ifPresent(check);
        } catch (UsageException e) {
            problems.add(e.problem());
        } catch (IllegalArgumentException e) { // not a path
            problems.add(new Problem(variable, "must be a path", "something else", "check its spelling"));
        }
    }

    private void mirror(String text) {
        Optional<Path> folder = LocalWeightsLocator.folder(text);
        if (folder.isPresent() && !Files.isDirectory(folder.get())) {
            problems.add(new Problem(
                    "TL_MIRROR",
                    "must be a folder that exists, or an http(s) address",
                    found(text, folder.get()),
                    "check its spelling"));
        }
    }

    private void catalog(String text) {
        Path file = Path.of(text);
        if (!Files.isRegularFile(file)) {
            problems.add(
                    new Problem("TL_CATALOG", "must be a file that exists", found(text, file), "check its spelling"));
        }
    }

    /** The folder is created when it is needed, but its parent must exist: the parent of a mistyped path seldom does. */
    private void cache(String variable, String text) {
        Path folder = Path.of(text).toAbsolutePath();
        Path parent = folder.getParent();
        boolean fits = Files.exists(folder)
                ? Files.isDirectory(folder)
                : parent != null && Files.isDirectory(parent) && !text.startsWith("~");
        if (!fits) {
            problems.add(new Problem(
                    variable,
                    "must be a folder, or a new one in a folder that exists",
                    found(text, folder),
                    text.startsWith("~")
                            ? "write the path without ~, which only a shell replaces"
                            : "check its spelling, or make the folder"));
        }
    }

    private static String found(String text, Path place) {
        String shown = Redaction.address(text);
        if (!Files.exists(place)) {
            return shown + ", which does not exist";
        }
        return shown + (Files.isDirectory(place) ? ", a folder" : ", a file");
    }
}
