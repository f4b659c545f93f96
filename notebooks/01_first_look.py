# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A first look
#
# From news articles to a release, and from a number back to the sentence that says it. The
# articles are the four samples that come with the package: invented outlets, real events.

# %%
from pathlib import Path

import conflict_data as cd

samples = Path(cd.__file__).parent / "demo"
articles = cd.load(samples)
articles.to_frame()[["source_id", "outlet", "date", "title"]]

# %% [markdown]
# ## Claims
#
# A claim is one number, said once. Its quote is an exact stretch of the article's text.

# %%
claims = cd.extract(articles)
claims.to_frame()[["source_id", "quote", "measure", "low", "high", "bound", "speaker"]]

# %% [markdown]
# ## A release
#
# Claims about the same attack become one event. Every rule of the schema is checked before
# anything is written.

# %%
data = cd.build(claims, articles)
cd.validate(data).raise_if_bad()
data.write("release")

# %% [markdown]
# ## Salvos
#
# One row for each attack on one country in one night or day. `launched` is the figure of the
# report that was chosen; `launched_low` and `launched_high` are the range over all reports.
# An empty cell means that nobody said.

# %%
salvos = data.events[data.events["level"] == "salvo"]
columns = ["event_date", "country", "attackers", "launched", "launched_low", "launched_high"]
columns += ["intercepted", "interception_rate", "interception_rate_reported"]
salvos[columns]

# %% [markdown]
# ## Launched against intercepted

# %%
axes = cd.plots.launched_and_intercepted(salvos)

# %% [markdown]
# ## The sentence behind a number
#
# Outlets differ on how much was launched in April 2024. Which report was chosen, why, and what
# the others said:

# %%
april = salvos[salvos["event_date"] == "2024-04-13"].iloc[0]
print(cd.explain(data, april["event_id_cnty"], "launched"))
