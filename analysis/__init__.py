"""The computing half of OZA-verkenner: importable without Streamlit and without Plotly, usable from a notebook."""
