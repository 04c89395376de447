package org.latentfx.view.probe;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.ElboBreakdown;
import org.latentfx.model.FrozenModel;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Objective;
import org.latentfx.train.Settings;
import org.latentfx.train.health.Health;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.LossUnit;

/**
 * The formula of each line of the ELBO breakdown with the line's own numbers; where those, rounded as they are, do not
 * give the result shown, it says that they are rounded. Immutable; any thread may use it.
 *
 * @param run what the model is trained with
 * @param minimised what its last step minimised
 */
record BreakdownFormulas(ElboBreakdown breakdown, LossUnit unit, Hyperparameters run, Objective minimised) {
    private static final int DECIMALS = 4;

    /** The formula of {@code line}; {@code model} tells the likelihood. */
    String of(BreakdownLine line, @Nullable FrozenModel model) {
        String amount = written(line.amount()) + " " + unit.ofOneImage();
        return switch (line.kind()) {
            case RECONSTRUCTION -> reconstruction(line.amount(), amount, model);
            case LATENT -> kl(line, amount);
            case OTHERS, ALL -> Texts.of("probe.formula.kl.sum", line.number(), amount);
            case TOGETHER -> Texts.of("probe.formula.kl.together", amount);
            case UNUSED -> Texts.of("probe.formula.kl.unused", line.number(), amount, Health.COLLAPSED_NATS);
            case TOTAL -> total("probe.formula.total", 1, line, amount);
            case OBJECTIVE ->
                minimised.weighted()
                        ? total("probe.formula.objective", minimised.beta(), line, amount)
                        : Texts.of("probe.formula.objective.batch", minimised.words());
        };
    }

    /** An amount as every line writes it. */
    String written(double amount) {
        return Figures.amount(amount, unit.decimals());
    }

    private double factor() {
        return unit.factor(breakdown.pixels().length);
    }

    private String total(String key, double beta, BreakdownLine line, String amount) {
        double reconstruction = breakdown.reconstruction() * factor();
        double kl = breakdown.klTotal() * factor();
        String result = amount;
        if (Double.isFinite(line.amount())) {
            var sum = shown(reconstruction).add(shown(kl).multiply(BigDecimal.valueOf(beta)));
            result = rounded(sum.compareTo(shown(line.amount())) == 0, amount);
        }
        return Texts.of(key, written(reconstruction), written(kl), result, Settings.BETA.format(beta));
    }

    private BigDecimal shown(double amount) {
        return Figures.shown(amount, unit.decimals());
    }

    private static String rounded(boolean exact, String result) {
        return exact ? result : Texts.of("probe.rounded", result);
    }

    private String reconstruction(double value, String amount, @Nullable FrozenModel model) {
        if (model == null) return amount;
        var configuration = model.configuration();
        String text = Texts.of(
                "probe.formula." + configuration.likelihood().key(),
                Figures.count(breakdown.pixels().length),
                amount,
                Figures.loss(model.variance()),
                Figures.loss(Math.sqrt(model.variance())));
        if (breakdown.standardError() > 0) {
            int averaged = breakdown.samples().length / breakdown.mu().length;
            text = Texts.of("probe.formula.averaged", text, averaged, written(breakdown.standardError() * factor()));
        }
        if (run.binarise()) text += "\n" + Texts.of("probe.formula.grey");
        if (value < 0) text += "\n" + Texts.of("loss.density");
        return text;
    }

    private String kl(BreakdownLine line, String amount) {
        int j = line.number();
        double mu = breakdown.mu()[j];
        double logVar = breakdown.logVar()[j];
        double variance = Math.exp(logVar);
        boolean exact = false;
        if (unit == LossUnit.NATS && Double.isFinite(mu) && Double.isFinite(logVar)) {
            var twice =
                    fixed(mu * mu).add(fixed(variance)).subtract(BigDecimal.ONE).subtract(fixed(logVar));
            exact = twice.compareTo(shown(line.amount()).multiply(BigDecimal.valueOf(2))) == 0;
        }
        return Texts.of(
                "probe.formula.kl",
                Figures.fixed(mu * mu, DECIMALS),
                Figures.fixed(variance, DECIMALS),
                Figures.fixed(logVar, DECIMALS),
                rounded(exact, amount));
    }

    private static BigDecimal fixed(double value) {
        return new BigDecimal(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }
}
