package org.tl4j.storage;

import static java.util.Objects.requireNonNull;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Redaction;
import org.tl4j.core.error.UsageException;

/**
 * Where files are kept.
 *
 * @param cacheFolder for what can be computed or fetched again
 * @param featureLimitBytes how much the feature store may hold, at least 0
 * @param mirror where weights are looked for first: a folder, or a {@code file:} or {@code http(s):} address
 * @param catalog a file with backbones of the user's own
 * @param network what may be fetched, and through what
 */
public record StorageSettings(
        Path cacheFolder,
        long featureLimitBytes,
        Optional<String> mirror,
        Optional<Path> catalog,
        NetworkSettings network) {
    /** 4 GiB: half a million images of a ResNet-50. */
    public static final long DEFAULT_FEATURE_LIMIT_BYTES = 4L << 30;

    private static final Logger LOG = LoggerFactory.getLogger(StorageSettings.class);
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,18})\\s*([KMGT]?)(?:I?B)?");

    public StorageSettings {
        requireNonNull(cacheFolder, "cacheFolder is null");
        requireNonNull(mirror, "mirror is null");
        requireNonNull(catalog, "catalog is null");
        requireNonNull(network, "network is null");
        if (featureLimitBytes < 0) {
            throw new IllegalArgumentException("feature-limit must be at least 0 bytes, found " + featureLimitBytes);
        }
    }

    /** A folder with the default limit, no mirror and no catalogue, and a network without a proxy. */
    public static StorageSettings in(Path cacheFolder) {
        return new StorageSettings(
                cacheFolder, DEFAULT_FEATURE_LIMIT_BYTES, Optional.empty(), Optional.empty(), NetworkSettings.DIRECT);
    }

    /**
     * The settings of the environment. A property ({@code tl.home}, {@code tl.mirror}, {@code tl.feature-limit},
     * {@code tl.catalog}, {@code tl.offline}, {@code tl.download-limit}) has priority over a variable ({@code TL_HOME},
     * {@code TL_MIRROR}, {@code TL_FEATURE_LIMIT}, such as {@code 4G}, binary multiples, {@code TL_CATALOG},
     * {@code TL_OFFLINE}, {@code TL_DOWNLOAD_LIMIT}); a blank one counts as none. Without a home, the cache folder is {@code tl4j} in {@code XDG_CACHE_HOME}, on Windows in
     * {@code LOCALAPPDATA}, else {@code .cache/tl4j} in the user's home.
     *
     * @param environment as {@link System#getenv()}
     * @param properties as {@link System#getProperties()}
     * @throws UsageException if the limit is not a size, or a folder not a path
     */
    public static StorageSettings of(Map<String, String> environment, Properties properties) {
        return new StorageSettings(
                cacheFolder(environment, properties),
                size("feature-limit", environment, properties, DEFAULT_FEATURE_LIMIT_BYTES),
                find("mirror", environment, properties),
                find("catalog", environment, properties)
                        .map(text -> path("catalogue", text, "set TL_CATALOG to a file")),
                NetworkSettings.of(
                        environment,
                        find("offline", environment, properties),
                        size("download-limit", environment, properties, NetworkSettings.DEFAULT_DOWNLOAD_LIMIT_BYTES)));
    }

    /**
     * As {@link #of}, and checks that all named folders and files exist.
     *
     * @throws UsageException also if a folder or file that is named does not exist; a cache folder may be new
     */
    public static StorageSettings checked(Map<String, String> environment, Properties properties) {
        StorageSettings settings = of(environment, properties);
        requirePlaces(environment, properties);
        return settings;
    }

    /**
     * Checks that the folders and files that the environment names exist, and warns of misspelt variables.
     *
     * @throws UsageException if one is not, or is of another kind; a cache folder may be new
     */
    public static void requirePlaces(Map<String, String> environment, Properties properties) {
        misspelt(environment).forEach(problem -> LOG.warn("{}", problem.message()));
        placeProblems(environment, properties).stream().findFirst().ifPresent(problem -> {
            throw new UsageException(problem);
        });
    }

    /** The problems that {@link #requirePlaces} would report. */
    public static List<Problem> placeProblems(Map<String, String> environment, Properties properties) {
        return NamedPlaces.problems(environment, properties);
    }

    /** Variables whose names resemble those that {@link #of} reads, but which are not read. */
    public static List<Problem> misspelt(Map<String, String> environment) {
        return NamedPlaces.misspelt(environment);
    }

    /** Without possible secrets in the address of the mirror. */
    @Override
    public String toString() {
        return "StorageSettings[cacheFolder=%s, featureLimitBytes=%d, mirror=%s, catalog=%s, network=%s]"
                .formatted(cacheFolder, featureLimitBytes, mirror.map(Redaction::address), catalog, network);
    }

    /** The same, opening no socket. */
    public StorageSettings offline() {
        return new StorageSettings(cacheFolder, featureLimitBytes, mirror, catalog, network.asOffline());
    }

    /** Whether weights may be fetched from the web. */
    public boolean mayFetch() {
        return !network.offline();
    }

    /** Where features are kept. */
    public Path featureFolder() {
        return cacheFolder.resolve("features");
    }

    /** Where the images that are being decoded are recorded. */
    public Path journalFolder() {
        return cacheFolder.resolve("decoding");
    }

    /** Where imported networks are described, one catalogue file each; their weights are in {@link #weightsFolder()}. */
    public Path importedFolder() {
        return cacheFolder.resolve("imported");
    }

    /** Where fetched weights, and those of imported networks, are kept. */
    public Path weightsFolder() {
        return cacheFolder.resolve("weights");
    }

    private static Path cacheFolder(Map<String, String> environment, Properties properties) {
        Optional<Path> home = find("home", environment, properties).map(StorageSettings::folder);
        if (home.isPresent()) {
            return home.get();
        }
        boolean windows = properties.getProperty("os.name", "").startsWith("Windows");
        return Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
                .or(() -> windows ? Optional.ofNullable(environment.get("LOCALAPPDATA")) : Optional.empty())
                .map(StorageSettings::folder)
                // its specification says that relative paths are ignored
                .filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(properties.getProperty("user.home", "."), ".cache"))
                .resolve("tl4j");
    }

    static Optional<String> find(String name, Map<String, String> environment, Properties properties) {
        String variable = "TL_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
        return Optional.ofNullable(properties.getProperty("tl." + name))
                .filter(value -> !value.isBlank())
                .or(() -> Optional.ofNullable(environment.get(variable)))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private static Path folder(String text) {
        return path("cache folder", text, "set TL_HOME to a folder");
    }

    private static Path path(String subject, String text, String remedy) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException(new Problem(subject, "must be a path", text, remedy), e);
        }
    }

    private static long size(String name, Map<String, String> environment, Properties properties, long otherwise) {
        return find(name, environment, properties).map(text -> size(name, text)).orElse(otherwise);
    }

    private static long size(String name, String text) {
        Matcher matcher = SIZE.matcher(text.toUpperCase(Locale.ROOT));
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            int shift = matcher.group(2).isEmpty() ? 0 : 10 * ("KMGT".indexOf(matcher.group(2)) + 1);
            if (number <= Long.MAX_VALUE >> shift) {
                return number << shift;
            }
        }
        throw new UsageException(name, "must be a size such as 500M or 4G", text, "");
    }
}
