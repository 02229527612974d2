package org.tl4j.core.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.NetworkStructure;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.core.weights.WeightsContent;
import org.tl4j.core.weights.WeightsKind;

/** A named engine that opens nothing. */
record NamedEngine(String name) implements Engine {
    @Override
    public EngineInfo info() {
        return new EngineInfo(name, name + " 1", Map.of(), Map.of());
    }

    @Override
    public List<WeightsKind> weightsKinds() {
        return List.of(WeightsKind.zip());
    }

    @Override
    public boolean supports(BackboneEntry entry) {
        return entry.architecture().equals("known");
    }

    @Override
    public void check(BackboneEntry entry, BackboneRequest request) {
        // accepts everything
    }

    @Override
    public Optional<NetworkStructure> structure(BackboneEntry entry, List<WeightsContent> weights) {
        return Optional.empty();
    }

    @Override
    public Backbone open(BackboneEntry entry, LocatedWeights weights, BackboneRequest request) {
        throw new UnsupportedOperationException("not asked for in these tests");
    }

    @Override
    public TrainedNetwork load(NetworkContents contents, Preprocessing input) {
        throw new UnsupportedOperationException("not asked for in these tests");
    }
}
