package org.tl4j.learner;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.backbone.NetworkStructure;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.weights.WeightsOrigin;

/**
 * Selects a backbone where nobody named one. A default must not make a worthless model: a network is taken only for images
 * like those that it has learned from and that an engine here opens, and one for photos is fetched where none is on this machine.
 */
final class DefaultBackbone {
    /** The quickest of those that the catalogue has an address of, and as good as larger ones with few photos. */
    static final String FETCHED = "resnet18-imagenet";

    /** Networks that distinguish fewer classes know one subject, and not photos of any kind. */
    private static final int GENERAL_CLASSES = 100;
    /** Of general networks for small images: as many as CIFAR-10 has. */
    private static final int SMALL_CLASSES = 10;

    private static final int SMALL_INPUT = 64;
    private static final int COLOURS = 3;
    private static final int BYTES_PER_PARAMETER = 4;

    private final BackboneResolver resolver;
    private final boolean offline;

    /**
     * A policy over a catalogue.
     *
     * @param resolver has the catalogue, whose order is that of preference among networks of one kind, and knows where files
     *     are
     * @param offline whether nothing may be fetched
     */
    DefaultBackbone(BackboneResolver resolver, boolean offline) {
        this.resolver = resolver;
        this.offline = offline;
    }

    /**
     * The selection for images of these traits; empty where the catalogue has no network that could be taken by default.
     * Opens no socket.
     */
    Optional<BackboneSelection> select(ImageTraits images) {
        List<BackboneEntry> entries = resolver.catalog().entries().stream()
                .filter(entry -> !resolver.added().has(entry))
                .filter(entry -> !isRunOnly(entry))
                .toList();
        return onThisMachine(entries, images)
                .map(entry -> selection(entry, false, origin(entry)))
                .or(() -> toBeFetched(entries).map(entry -> selection(entry, false, origin(entry))));
    }

    /** The selection of a request. */
    BackboneSelection selection(ResolvedBackbone resolved) {
        BackboneEntry entry = resolved.entry();
        boolean chosen = resolved.request().weights().isPresent();
        return selection(entry, true, chosen ? WeightsOrigin.FILE : origin(entry));
    }

    private Optional<BackboneEntry> onThisMachine(List<BackboneEntry> entries, ImageTraits images) {
        return kinds(images)
                .flatMap(kind -> entries.stream()
                        .filter(kind)
                        .filter(resolver::available)
                        .filter(this::usable))
                .findFirst();
    }

    /** The kinds of networks that images may get, the best first, as measured for docs/adr/0029. */
    private static Stream<Predicate<BackboneEntry>> kinds(ImageTraits images) {
        if (!images.small()) {
            return Stream.of(DefaultBackbone::isForPhotos);
        }
        return images.grey()
                ? Stream.of(
                        DefaultBackbone::isForPhotos,
                        DefaultBackbone::isForSmallImages,
                        entry -> entry.weights().embedded())
                : Stream.of(DefaultBackbone::isForSmallImages, DefaultBackbone::isForPhotos);
    }

    private Optional<BackboneEntry> toBeFetched(List<BackboneEntry> entries) {
        List<BackboneEntry> general =
                entries.stream().filter(DefaultBackbone::isForPhotos).toList();
        return general.stream()
                .filter(entry -> entry.name().equals(FETCHED))
                .filter(this::usable)
                .findFirst()
                .or(() -> general.stream()
                        .filter(entry ->
                                !resolver.weights().addresses(entry.weights()).isEmpty())
                        .filter(this::usable)
                        .findFirst());
    }

    /** Whether its engine is there and opens it. Asked last, since an engine may have to start. */
    private boolean usable(BackboneEntry entry) {
        return resolver.problem(entry).isEmpty();
    }

    /** The file of another format holds a network that its engine runs and cannot train: who wants it asks for it. */
    private static boolean isRunOnly(BackboneEntry entry) {
        return entry.weights().fileName().endsWith(".onnx");
    }

    private static boolean isForPhotos(BackboneEntry entry) {
        return !entry.weights().embedded()
                && shorterSide(entry) > SMALL_INPUT
                && entry.classes().orElse(0) >= GENERAL_CLASSES;
    }

    private static boolean isForSmallImages(BackboneEntry entry) {
        return !entry.weights().embedded()
                && shorterSide(entry) <= SMALL_INPUT
                && entry.preprocessing().channels().channels() == COLOURS
                && entry.classes().orElse(0) >= SMALL_CLASSES;
    }

    private static int shorterSide(BackboneEntry entry) {
        ImageSize input = entry.preprocessing().crop();
        return Math.min(input.width(), input.height());
    }

    private WeightsOrigin origin(BackboneEntry entry) {
        if (entry.weights().embedded()) {
            return WeightsOrigin.EMBEDDED;
        }
        if (resolver.added().has(entry)) {
            return WeightsOrigin.MEMORY;
        }
        if (resolver.available(entry)) {
            return WeightsOrigin.PRESENT;
        }
        return offline || resolver.weights().addresses(entry.weights()).isEmpty()
                ? WeightsOrigin.MISSING
                : WeightsOrigin.FETCHED;
    }

    private BackboneSelection selection(BackboneEntry entry, boolean requested, WeightsOrigin origin) {
        boolean here = origin != WeightsOrigin.FETCHED && origin != WeightsOrigin.MISSING;
        return new BackboneSelection(
                entry,
                requested,
                origin,
                here ? entry.weights().bytes() : bytes(entry),
                here ? List.of() : resolver.weights().addresses(entry.weights()));
    }

    private OptionalLong bytes(BackboneEntry entry) {
        if (entry.weights().bytes().isPresent()) {
            return entry.weights().bytes();
        }
        return resolver.structure(entry)
                .flatMap(NetworkStructure::size)
                .map(size -> OptionalLong.of(size.parameters() * BYTES_PER_PARAMETER))
                .orElseGet(OptionalLong::empty);
    }
}
