package org.tl4j.onnx.importing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BoundaryOption;
import org.tl4j.core.backbone.NetworkSize;
import org.tl4j.core.backbone.NetworkStructure;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.onnx.graph.ImageInput;
import org.tl4j.onnx.graph.ModelParameters;

/** The structure of a network in an ONNX file, which is opened when more is asked than the catalogue says. */
final class OnnxStructure implements NetworkStructure {
    private final BackboneEntry entry;
    private final Supplier<OpenedModel> model;
    private OpenedModel opened;

    OnnxStructure(BackboneEntry entry, Supplier<OpenedModel> model) {
        this.entry = entry;
        this.model = model;
    }

    private synchronized OpenedModel opened() {
        if (opened == null) {
            opened = model.get();
        }
        return opened;
    }

    /** Empty: the operations of a foreign graph are not counted. */
    @Override
    public Optional<NetworkSize> size() {
        return Optional.empty();
    }

    @Override
    public List<BoundaryOption> boundaries() {
        List<String> chosen = opened().boundary().vertices();
        return opened().shapes().entrySet().stream()
                .map(value -> new BoundaryOption(
                        Optional.empty(),
                        value.getKey(),
                        value.getValue().feature(),
                        ModelParameters.of(opened().source().probe(List.of(value.getKey()))),
                        chosen.equals(List.of(value.getKey()))))
                .toList();
    }

    @Override
    public List<LayerGroup> groups() {
        return List.of();
    }

    @Override
    public String inputSizes() {
        ImageInput input = opened().source().input();
        return input.height().isPresent() && input.width().isPresent()
                ? "exactly " + entry.preprocessing().crop()
                : "those that its operators take; its file fixes none";
    }

    @Override
    public Map<String, String> details() {
        return Findings.of(opened().source());
    }
}
