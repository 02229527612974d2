package org.tl4j.dl4j.backbone;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Interpolation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.provenance.EnumNames;

/** The preprocessings of a catalogue file: named for several entries, or written out in one. */
final class CatalogPreprocessings {
    private static final String KEY = "preprocessing";

    /** Empty where something was wrong, which is noted already. */
    private final Map<String, Optional<Preprocessing>> named = new LinkedHashMap<>();

    /** Those that the file names, if any. */
    CatalogPreprocessings(CatalogObject root) {
        root.optionalObject("preprocessings")
                .ifPresent(all -> all.members().forEach((name, object) -> named.put(name, read(object))));
    }

    /** That of an entry, by its name or written out; empty where something is wrong, which is noted. */
    Optional<Preprocessing> of(CatalogObject entry) {
        if (!entry.holdsText(KEY)) {
            return read(entry.object(KEY));
        }
        String name = entry.text(KEY);
        if (!named.containsKey(name)) {
            String nearest = Suggestions.question(name, named.keySet());
            entry.problem(KEY + " must be an object, or one of the preprocessings " + named.keySet() + ", found " + name
                    + (nearest.isEmpty() ? "" : "; " + nearest));
            return Optional.empty();
        }
        return named.get(name);
    }

    private static Optional<Preprocessing> read(CatalogObject object) {
        CatalogObject crop = object.object("crop");
        ImageSize size = new ImageSize(crop.whole("width"), crop.whole("height"));
        crop.end();
        ResizeRule resize = resize(object.object("resize"));
        String channels = object.text("channels");
        Optional<ChannelOrder> order = object.note(() -> ChannelOrder.valueOf(channels));
        double scale = object.number("scale");
        List<Double> mean = object.numbers("mean");
        List<Double> deviation = object.numbers("deviation");
        object.end();
        return object.make(() -> new Preprocessing(resize, size, order.orElseThrow(), scale, mean, deviation));
    }

    private static ResizeRule resize(CatalogObject object) {
        Interpolation interpolation = interpolation(object);
        String rule = object.text("rule");
        ResizeRule resize = switch (rule) {
            case "shorter-side" -> new ResizeRule.ShorterSide(object.whole("pixels"), interpolation);
            case "exact" ->
                new ResizeRule.Exact(new ImageSize(object.whole("width"), object.whole("height")), interpolation);
            default -> {
                object.problem("rule must be shorter-side or exact, found " + rule);
                yield new ResizeRule.ShorterSide(1);
            }
        };
        object.end();
        return resize;
    }

    private static Interpolation interpolation(CatalogObject object) {
        String word = object.optionalText("interpolation").orElse(EnumNames.of(Interpolation.BILINEAR));
        Optional<Interpolation> known = EnumNames.find(Interpolation.class, word);
        if (known.isEmpty()) {
            object.problem("interpolation must be one of " + String.join(", ", EnumNames.all(Interpolation.class))
                    + ", found " + word);
        }
        return known.orElse(Interpolation.BILINEAR);
    }
}
