package org.latentfx.view.probe;

import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.ElboBreakdown;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Likelihood;
import org.latentfx.text.Texts;
import org.latentfx.train.health.Health;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.LossUnit;

/** The formula of each line of the ELBO breakdown with the line's own numbers. Immutable; any thread may use it. */
record BreakdownFormulas(ElboBreakdown breakdown, ElboBreakdown.Sheet sheet, LossUnit unit) {
    private static final int DECIMALS = 4;

    /** The formula of {@code line}; {@code model} tells the likelihood. */
    String of(BreakdownLine line, @Nullable FrozenModel model) {
        String amount = ElboBreakdownView.written(sheet, line.units()) + " " + unit.ofOneImage();
        return switch (line.kind()) {
            case RECONSTRUCTION -> reconstruction(amount, model);
            case LATENT -> kl(line.number(), amount);
            case OTHERS, ALL -> Texts.of("probe.formula.kl.sum", line.number(), amount);
            case UNUSED -> Texts.of("probe.formula.kl.unused", line.number(), amount, Health.COLLAPSED_NATS);
            case TOTAL ->
                Texts.of(
                        "probe.formula.total",
                        ElboBreakdownView.written(sheet, sheet.reconstruction()),
                        ElboBreakdownView.written(sheet, sheet.klTotal()),
                        amount);
        };
    }

    private String reconstruction(String amount, @Nullable FrozenModel model) {
        if (model == null) return amount;
        var configuration = model.configuration();
        String key = configuration.likelihood() == Likelihood.BERNOULLI ? "bernoulli" : "gaussian";
        String text = Texts.of(
                "probe.formula." + key,
                Figures.count(breakdown.pixels().length),
                amount,
                Figures.loss(configuration.variance()));
        if (breakdown.standardError() == 0) return text;
        int averaged = breakdown.samples().length / breakdown.mu().length;
        double spread = breakdown.standardError() * unit.factor(breakdown.pixels().length);
        return Texts.of("probe.formula.averaged", text, averaged, Figures.fixed(spread, unit.decimals()));
    }

    private String kl(int j, String amount) {
        double mu = breakdown.mu()[j];
        double logVar = breakdown.logVar()[j];
        return Texts.of(
                "probe.formula.kl",
                Figures.fixed(mu * mu, DECIMALS),
                Figures.fixed(Math.exp(logVar), DECIMALS),
                Figures.fixed(logVar, DECIMALS),
                amount);
    }
}
